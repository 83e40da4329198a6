import { useState } from 'react'
import { applyTheme, chosenTheme, themes } from '../../look/theme.ts'

const labels = { system: 'As the device', light: 'Light', dark: 'Dark' }

export function Component() {
  const [theme, setTheme] = useState(chosenTheme)
  return (
    <fieldset className="panel">
      <legend>Appearance on this device</legend>
      {themes.map((name) => (
        <label key={name} className="choice">
          <input
            type="radio"
            name="theme"
            checked={theme === name}
            onChange={() => {
              applyTheme(name)
              setTheme(name)
            }}
          />
          {labels[name]}
        </label>
      ))}
    </fieldset>
  )
}
