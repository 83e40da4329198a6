import { act } from '../../api/act.ts'
import { DiscardJobsDocument, RetryJobsDocument } from '../../operations.gen.ts'
import { counted } from '../../parts/count.ts'
import { useToast } from '../../parts/toasts.tsx'
import { ReasonButton } from './reason-button.tsx'

/** What can be done about all of a kind that lie in quarantine. */
export function BulkActs({ kind, count, again }: { kind: string; count: number; again: () => void }) {
  const toast = useToast()
  const jobs = counted(count, 'job')
  const say = ({ jobCount, leftCount }: { jobCount: number; leftCount: number }, deed: string) =>
    toast(`${counted(jobCount, 'job')} ${deed}, ${leftCount} left.`)
  async function retry(reason: string) {
    const outcome = await act(RetryJobsDocument, { input: { kind, reason } })
    if (outcome.ok) say(outcome.data.retryJobs, 'put back')
    return outcome
  }
  async function discard(reason: string) {
    const outcome = await act(DiscardJobsDocument, { input: { kind, reason } })
    if (outcome.ok) say(outcome.data.discardJobs, 'discarded')
    return outcome
  }
  return (
    <div className="actions">
      <ReasonButton
        title={`Discard ${jobs} of ${kind}?`}
        text="They leave the quarantine for good and do not run, 500 at once. Their runs stay in the history."
        action="Discard them"
        isDangerous
        className="button quiet danger"
        run={discard}
        done={again}
      >
        Discard all in quarantine
      </ReasonButton>
      <ReasonButton
        title={`Retry ${jobs} of ${kind}?`}
        text="They are put back into the queue with all their attempts, the oldest first, 500 at once."
        action="Retry them"
        run={retry}
        done={again}
      >
        Retry all in quarantine
      </ReasonButton>
    </div>
  )
}
