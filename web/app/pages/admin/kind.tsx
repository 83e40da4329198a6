import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { act } from '../../api/act.ts'
import {
  JobKindPageDocument,
  type JobKindPageQuery,
  type JobState,
  PauseJobsDocument,
  ResumeJobsDocument,
} from '../../operations.gen.ts'
import { short } from '../../parts/count.ts'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { BulkActs } from './bulk-acts.tsx'
import { Fact } from './fact.tsx'
import { StateField } from './filters.tsx'
import { OutcomeSign } from './job-facts.tsx'
import { JobList } from './job-list.tsx'
import { oldest, Signs } from './kind-numbers.tsx'
import { lookOften } from './look-often.ts'
import { PlanForm } from './plan-form.tsx'
import { ReasonButton } from './reason-button.tsx'
import { duration, lanes } from './words.ts'

type Kind = NonNullable<JobKindPageQuery['jobKind']>

const everyMs = 4_000

/** One kind of job: what it does, how it goes, how to run one, and what of it waits. */
export function Component() {
  const { kind: name = '' } = useParams()
  const { data, error, refetch } = useQuery(JobKindPageDocument, {
    variables: { name },
    fetchPolicy: 'cache-and-network',
    ...lookOften(everyMs),
  })
  const [state, setState] = useState<JobState | null>(null)
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" count={6} />
  const kind = data.jobKind
  if (!kind) {
    return (
      <Empty icon="search" title="There is no such kind of job">
        <Link to="/admin/jobs">All kinds</Link>
      </Empty>
    )
  }
  return (
    <>
      <p className="line">
        <Link to="/admin/jobs">Jobs</Link> <Signs kind={kind} />
      </p>
      <div className="kind-head">
        <h2>{name}</h2>
        <PauseButton kind={kind} />
      </div>
      <p>{kind.description}</p>
      <Facts kind={kind} />
      <PlanForm key={name} kind={name} fields={kind.payloadFields} />
      <section aria-labelledby="its-jobs">
        <div className="kind-head">
          <h2 id="its-jobs">Its jobs</h2>
          <Link to={`/admin/runs?kind=${name}`}>Its runs</Link>
        </div>
        <div className="filters">
          <StateField value={state} choose={(value) => setState((value || null) as JobState | null)} />
        </div>
        {kind.quarantinedCount > 0 && (
          <BulkActs kind={name} count={kind.quarantinedCount} again={() => void refetch()} />
        )}
        <JobList kind={name} state={state} />
      </section>
    </>
  )
}

function PauseButton({ kind: { name, isPaused } }: { kind: Kind }) {
  const toast = useToast()
  const send = async (reason: string) => {
    const variables = { input: { kind: name, reason } }
    const outcome = isPaused ? await act(ResumeJobsDocument, variables) : await act(PauseJobsDocument, variables)
    if (outcome.ok) toast(isPaused ? `${name} goes on.` : `${name} is paused.`)
    return outcome
  }
  return isPaused ? (
    <ReasonButton title={`Resume ${name}?`} text="Jobs of this kind are begun again." action="Resume" run={send}>
      Resume
    </ReasonButton>
  ) : (
    <ReasonButton
      title={`Pause ${name}?`}
      text="No job of this kind is begun any more; those that run end. What comes meanwhile waits."
      action="Pause"
      run={send}
    >
      Pause
    </ReasonButton>
  )
}

function Facts({ kind }: { kind: Kind }) {
  const { lane, schedule, maxAttempts, timeLimitSeconds, resumes, medianSeconds, lastRun } = kind
  return (
    <dl className="facts">
      <Fact name="Due">{short(kind.dueCount)}</Fact>
      <Fact name="Scheduled">{short(kind.scheduledCount)}</Fact>
      <Fact name="Running">{short(kind.runningCount)}</Fact>
      <Fact name="In quarantine">{short(kind.quarantinedCount)}</Fact>
      <Fact name="Oldest due">{oldest(kind)}</Fact>
      <Fact name="Median run">{medianSeconds === null ? 'None yet' : duration(medianSeconds)}</Fact>
      <Fact name="Last run">
        {lastRun ? (
          <>
            <TimeAgo at={lastRun.endedAt} /> <OutcomeSign outcome={lastRun.outcome} />
          </>
        ) : (
          'None yet'
        )}
      </Fact>
      <Fact name="Clock (UTC)">{schedule ? <code>{schedule}</code> : 'Not by the clock'}</Fact>
      <Fact name="Lane">{lanes[lane].name}</Fact>
      <Fact name="Attempts">{maxAttempts}</Fact>
      <Fact name="Time limit">
        {duration(timeLimitSeconds)}
        {resumes && ', then goes on in another run'}
      </Fact>
    </dl>
  )
}
