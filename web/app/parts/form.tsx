import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { FormFault } from '../api/session.ts'

export interface FieldProps {
  label: string
  name: string
  hint?: string
  faults?: readonly FormFault[]
  children?: (props: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode
}

/** A labelled field with what is wrong about it. */
export function Field({
  label,
  name,
  hint,
  faults = [],
  children,
  ...input
}: FieldProps & Omit<React.ComponentProps<'input'>, 'children'>) {
  const id = useId()
  const own = faults.filter(({ field }) => field?.at(-1) === name)
  const about = hint || own.length > 0 ? `${id}-about` : undefined
  const props = { id, 'aria-describedby': about, 'aria-invalid': own.length > 0 }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children ? children(props) : <input name={name} {...input} {...props} />}
      {about && (
        <p id={about} className={own.length > 0 ? 'fault' : 'hint'}>
          {own.length > 0 ? own.map(({ message }) => message).join(' ') : hint}
        </p>
      )}
    </div>
  )
}

/** What is wrong, but with no field that is shown. */
export function Faults({ faults, fields }: { faults: readonly FormFault[]; fields: readonly string[] }) {
  const rest = faults.filter(({ field }) => !fields.includes(field?.at(-1) ?? ''))
  return (
    <div role="alert">
      {rest.map(({ message }) => (
        <p key={message} className="fault">
          {message}
        </p>
      ))}
    </div>
  )
}

/** A form's sending: its faults, and whether it is under way. */
export function useForm(send: (values: Record<string, string>) => Promise<readonly FormFault[]>) {
  const [faults, setFaults] = useState<readonly FormFault[]>([])
  const [busy, setBusy] = useState(false)
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    if (busy) return
    setBusy(true)
    setFaults([])
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const found = await send(values).finally(() => setBusy(false))
    setFaults(found)
    if (found.length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    }
  }
  return { faults, busy, submit }
}
