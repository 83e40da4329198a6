import { act } from '../api/act.ts'
import { ReportDocument, type ReportReason } from '../operations.gen.ts'
import { DialogButton } from './dialog-button.tsx'
import { Faults, Field, useForm } from './form.tsx'
import { useToast } from './toasts.tsx'

export const reasons: Record<ReportReason, string> = {
  SPAM: 'Spam',
  HARASSMENT: 'Harassment or bullying',
  HATE: 'Hate',
  VIOLENCE: 'Violence or threats',
  NUDITY: 'Nudity',
  SELF_HARM: 'Self-harm',
  FALSE_INFORMATION: 'False information',
  INTELLECTUAL_PROPERTY: 'Somebody else’s work',
  OTHER: 'Something else',
}

interface ReportButtonProps {
  subjectId: string
  what: 'post' | 'story' | 'comment' | 'account'
  className?: string
}

/** Tells moderators of something that is not the viewer's own. */
export function ReportButton({ subjectId, what, className = '' }: ReportButtonProps) {
  return (
    <DialogButton label="Report" className={className} title={`Report this ${what}`}>
      {(close) => <ReportForm subjectId={subjectId} close={close} />}
    </DialogButton>
  )
}

function ReportForm({ subjectId, close }: { subjectId: string; close: () => void }) {
  const toast = useToast()
  const { faults, busy, submit } = useForm(async ({ reason = '', note = '' }) => {
    const input = { subjectId, reason: reason as ReportReason, note: note.trim() }
    const outcome = await act(ReportDocument, { input })
    if (!outcome.ok) return outcome.faults
    close()
    toast('Thank you. A moderator will look at it.')
    return []
  })
  return (
    <form onSubmit={submit} className="report">
      <p>Moderators see who reported it; nobody else does.</p>
      <fieldset>
        <legend>What is wrong with it?</legend>
        {Object.entries(reasons).map(([reason, label]) => (
          <label key={reason} className="choice">
            <input type="radio" name="reason" value={reason} required />
            {label}
          </label>
        ))}
      </fieldset>
      <Field label="What else should a moderator know?" name="note" hint="You may leave this empty." faults={faults}>
        {(props) => <textarea name="note" rows={2} maxLength={1_000} {...props} />}
      </Field>
      <Faults faults={faults} fields={['note']} />
      <div className="actions">
        <button type="button" className="button quiet" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="button" disabled={busy}>
          {busy ? 'Sending …' : 'Report'}
        </button>
      </div>
    </form>
  )
}
