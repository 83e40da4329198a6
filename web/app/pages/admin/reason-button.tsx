import { type ReactNode, useState } from 'react'
import type { Outcome } from '../../api/act.ts'
import { DialogButton } from '../../parts/dialog-button.tsx'
import { Faults, Field, useForm } from '../../parts/form.tsx'

interface ReasonButtonProps {
  /** The button that asks. */
  children: ReactNode
  className?: string
  title: string
  text: string
  action: string
  isDangerous?: boolean
  /** More to fill in. */
  fields?: ReactNode
  run: (reason: string, values: Record<string, string>) => Promise<Outcome<unknown>>
  /** Once it is done and the dialog is gone. */
  done?: (() => void) | undefined
}

/** A button whose act wants a reason, for the audit. */
export function ReasonButton({ children, className = 'button quiet', title, ...rest }: ReasonButtonProps) {
  return (
    <DialogButton label={children} className={className} title={title}>
      {(close) => <ReasonForm {...rest} close={close} />}
    </DialogButton>
  )
}

type ReasonFormProps = Omit<ReasonButtonProps, 'children' | 'className' | 'title'> & { close: () => void }

function ReasonForm({ text, action, isDangerous = false, fields, run, done, close }: ReasonFormProps) {
  const { faults, busy, submit } = useForm(async ({ reason = '', ...values }) => {
    const outcome = await run(reason, values)
    if (!outcome.ok) return outcome.faults
    close()
    done?.()
    return []
  })
  return (
    <form className="report" onSubmit={(event) => void submit(event)}>
      <p>{text}</p>
      {fields}
      <ReasonField faults={faults} />
      <Faults faults={faults} fields={['reason']} />
      <div className="actions">
        <button type="button" className="button quiet" onClick={close}>
          Keep it as it is
        </button>
        <button type="submit" className={isDangerous ? 'button danger' : 'button'} disabled={busy}>
          {action}
        </button>
      </div>
    </form>
  )
}

export function ReasonField({ faults }: { faults: Parameters<typeof Faults>[0]['faults'] }) {
  const [reason, setReason] = useState('')
  return (
    <Field label="Reason" name="reason" hint="For the audit: everybody who operates Halide reads it." faults={faults}>
      {(props) => (
        <textarea
          name="reason"
          rows={1}
          maxLength={500}
          required
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          {...props}
        />
      )}
    </Field>
  )
}
