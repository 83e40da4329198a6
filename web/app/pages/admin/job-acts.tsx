import type { TypedDocumentNode } from '@apollo/client'
import { useNavigate } from 'react-router'
import { act, type Outcome } from '../../api/act.ts'
import {
  CancelJobDocument,
  DiscardJobDocument,
  type JobLane,
  type JobViewFragment,
  ReprioritizeJobDocument,
  RetryJobDocument,
} from '../../operations.gen.ts'
import { Field } from '../../parts/form.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { jobPath } from './job-path.ts'
import { ReasonButton } from './reason-button.tsx'
import { laneNames, lanes } from './words.ts'

/** What can be done about a job where it is. */
export function JobActs({ job, again }: { job: JobViewFragment; again: () => void }) {
  const toast = useToast()
  const navigate = useNavigate()
  const { id: jobId, kind, number, state } = job
  const title = `${kind} ${number}`
  async function send<Data extends object, Input extends { jobId: string }>(
    mutation: TypedDocumentNode<Data, { input: Input }>,
    input: Input,
    said: string,
  ): Promise<Outcome<Data>> {
    const outcome = await act(mutation, { input })
    if (outcome.ok) toast(said)
    return outcome
  }
  async function retry(reason: string, said: string) {
    const outcome = await send(RetryJobDocument, { jobId, reason }, said)
    const next = outcome.ok ? outcome.data.retryJob.job : null
    if (next) void navigate(jobPath(next))
    return outcome
  }
  const waits = state === 'WAITING' || state === 'SCHEDULED' || state === 'RETRYING'
  return (
    <div className="actions">
      {waits && (
        <ReasonButton
          title={`Move ${title} to another lane?`}
          text="Jobs of an earlier lane go first."
          done={again}
          action="Move it"
          fields={<LaneField lane={job.lane} />}
          run={(reason, { lane }) =>
            send(ReprioritizeJobDocument, { jobId, lane: lane as JobLane, reason }, 'It is in its new lane.')
          }
        >
          Change lane
        </ReasonButton>
      )}
      {(waits || state === 'RUNNING') && (
        <ReasonButton
          title={`Cancel ${title}?`}
          text={
            state === 'RUNNING'
              ? 'It ends within some seconds. What it has done stays done.'
              : 'It leaves the queue and does not run. It can be run again from the history.'
          }
          done={again}
          action="Cancel it"
          isDangerous
          className="button quiet danger"
          run={(reason) =>
            send(
              CancelJobDocument,
              { jobId, reason },
              state === 'RUNNING' ? 'It will end within some seconds.' : 'It is out of the queue.',
            )
          }
        >
          Cancel
        </ReasonButton>
      )}
      {state === 'QUARANTINED' && (
        <ReasonButton
          title={`Discard ${title}?`}
          text="It leaves the quarantine for good and does not run. Its runs stay in the history."
          done={again}
          action="Discard it"
          isDangerous
          className="button quiet danger"
          run={(reason) => send(DiscardJobDocument, { jobId, reason }, 'It is out of the quarantine.')}
        >
          Discard
        </ReasonButton>
      )}
      {waits && (
        <ReasonButton
          title={`Run ${title} now?`}
          text="It is due at once, with all its attempts."
          done={again}
          action="Run it now"
          run={(reason) => retry(reason, 'It is due now.')}
        >
          Run now
        </ReasonButton>
      )}
      {(state === 'QUARANTINED' || state === 'ENDED') && (
        <ReasonButton
          title={state === 'ENDED' ? `Run ${title} again?` : `Retry ${title}?`}
          text={
            state === 'ENDED'
              ? 'Another job does the same work.'
              : 'It is put back into the queue, with all its attempts.'
          }
          done={again}
          action={state === 'ENDED' ? 'Run it again' : 'Retry it'}
          run={(reason) => retry(reason, 'It is in the queue.')}
        >
          {state === 'ENDED' ? 'Run again' : 'Retry'}
        </ReasonButton>
      )}
    </div>
  )
}

function LaneField({ lane }: { lane: JobLane | null }) {
  return (
    <Field label="Lane" name="lane">
      {(props) => (
        <select name="lane" defaultValue={lane ?? 'RETRY'} {...props}>
          {laneNames.map((name) => (
            <option key={name} value={name}>
              {lanes[name].name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
