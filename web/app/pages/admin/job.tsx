import { useQuery } from '@apollo/client/react'
import { useRef } from 'react'
import { Link, useParams } from 'react-router'
import { JobPageDocument, type JobPageQuery } from '../../operations.gen.ts'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { Fact } from './fact.tsx'
import { JobActs } from './job-acts.tsx'
import { GivenUp, OutcomeSign, StateSign } from './job-facts.tsx'
import { ProgressBar } from './progress.tsx'
import { RunRow } from './run-row.tsx'
import { lanes, readable } from './words.ts'

type Found = Extract<NonNullable<JobPageQuery['node']>, { number: string }>

const everyMs = 1_000

/** One job, watched to its end. */
export function Component() {
  const { jobId = '' } = useParams()
  return <Watched key={jobId} id={jobId} />
}

function Watched({ id }: { id: string }) {
  // A job that has just ended is nowhere until its run is written down, within a second.
  const seen = useRef<Found | null>(null)
  const { data, error, refetch } = useQuery(JobPageDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    pollInterval: everyMs,
    skipPollAttempt: () => document.hidden || seen.current?.state === 'ENDED',
  })
  const found = data?.node && 'number' in data.node ? (data.node as Found) : null
  if (found) seen.current = found
  const job = seen.current
  if (error && !job) return <Failed error={error} retry={() => void refetch()} />
  if (!job && !data) return <Skeleton kind="row" count={4} />
  if (!job) {
    return (
      <Empty icon="search" title="There is no such job">
        <p>It may have ended so long ago that the history has forgotten it.</p>
      </Empty>
    )
  }
  const text = readable(job.payload)
  const latest = job.runs[0]
  const isOver = job.state === 'ENDED'
  return (
    <>
      <p className="line">
        <Link to="/admin/jobs">Jobs</Link> <Link to={`/admin/jobs/${job.kind}`}>{job.kind}</Link>
      </p>
      <div className="kind-head">
        <h2>
          {job.kind} {job.number}
        </h2>
        <p role="status">
          {isOver && latest ? <OutcomeSign outcome={latest.outcome} /> : <StateSign state={job.state} />}
        </p>
      </div>
      <dl className="facts">
        <Asked job={job} />
        <Fact name="Attempt">
          {job.attempts} of {job.maxAttempts}
        </Fact>
        {job.lane && <Fact name="Lane">{lanes[job.lane].name}</Fact>}
        {job.runAt && (
          <Fact name="Due">
            <TimeAgo at={job.runAt} />
          </Fact>
        )}
        {job.worker && <Fact name="Worker">{job.worker}</Fact>}
        {job.requestId && (
          <Fact name="Request">
            <code>{job.requestId}</code>
          </Fact>
        )}
      </dl>
      {job.progress && <ProgressBar progress={job.progress} />}
      {text && <pre className="json">{text}</pre>}
      {isOver && latest?.outcome === 'HANDED_OVER' && (
        <p>
          Its work goes on in <Link to={`/admin/jobs/${job.kind}`}>another job of this kind</Link>.
        </p>
      )}
      <GivenUp job={job} />
      <JobActs job={job} again={() => void refetch()} />
      <section aria-labelledby="its-runs">
        <h2 id="its-runs">Its runs</h2>
        {job.runs.length === 0 && <p className="quiet-note">None has ended yet.</p>}
        <ol className="rows">
          {job.runs.map((run) => (
            <RunRow key={run.id} run={run} isAlone />
          ))}
        </ol>
      </section>
    </>
  )
}

function Asked({ job: { askedBy, reason } }: { job: Found }) {
  if (!askedBy && !reason) return null
  return (
    <div>
      <dt>Asked for by</dt>
      <dd>
        {askedBy ? <Link to={`/@${askedBy.handle}`}>{askedBy.displayName}</Link> : 'An account that is gone'}
        {reason && `: ${reason}`}
      </dd>
    </div>
  )
}
