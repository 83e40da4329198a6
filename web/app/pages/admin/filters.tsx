import type { JobOutcome, JobState } from '../../operations.gen.ts'
import { Field } from '../../parts/form.tsx'
import { outcomes, states } from './words.ts'

interface FilterProps<Value> {
  value: Value | null
  choose: (value: string) => void
}

export function KindField({ kinds, value, choose }: FilterProps<string> & { kinds: readonly { name: string }[] }) {
  // What the address names is shown before the kinds are known.
  const names = kinds.map(({ name }) => name)
  const known = value && !names.includes(value) ? [value, ...names] : names
  return (
    <Choice label="Kind" all="All kinds" options={known.map((name) => [name, name])} value={value} choose={choose} />
  )
}

/** ENDED ones are in the history alone. */
export function StateField({ value, choose }: FilterProps<JobState>) {
  const options = Object.entries(states).filter(([state]) => state !== 'ENDED')
  return <Choice label="State" all="Any state" options={options} value={value} choose={choose} />
}

export function OutcomeField({ value, choose }: FilterProps<JobOutcome>) {
  return <Choice label="Outcome" all="Any outcome" options={Object.entries(outcomes)} value={value} choose={choose} />
}

interface ChoiceProps extends FilterProps<string> {
  label: string
  all: string
  options: readonly (readonly [string, string])[]
}

function Choice({ label, all, options, value, choose }: ChoiceProps) {
  return (
    <Field label={label} name={label}>
      {(props) => (
        <select value={value ?? ''} onChange={({ target }) => choose(target.value)} {...props}>
          <option value="">{all}</option>
          {options.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
