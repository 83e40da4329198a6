import { useQuery } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { type JobState, JobsDocument, type JobViewFragment } from '../../operations.gen.ts'
import { Endless } from '../../parts/endless.tsx'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { JobActs } from './job-acts.tsx'
import { GivenUp, StateSign } from './job-facts.tsx'
import { jobPath } from './job-path.ts'
import { lookOften } from './look-often.ts'
import { ProgressBar } from './progress.tsx'
import { lanes, readable } from './words.ts'

const first = 20
const everyMs = 4_000

/** What waits, runs or was given up, the latest first, with what can be done about each. */
export function JobList({ kind, state }: { kind: string | null; state: JobState | null }) {
  const { data, error, refetch, fetchMore, startPolling, stopPolling } = useQuery(JobsDocument, {
    variables: { kind, state, first },
    fetchPolicy: 'cache-and-network',
    ...lookOften(everyMs),
  })
  const list = useRef<HTMLDivElement>(null)
  const page = data?.jobs
  // Looking again shows the first page: not under who has gone on to others.
  const isLong = page !== undefined && page.edges.length > first
  useEffect(() => (isLong ? stopPolling() : startPolling(everyMs)), [isLong, startPolling, stopPolling])
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="row" count={4} />
  const jobs = page.edges.flatMap(({ node }) => (node ? [node] : []))
  const again = () => {
    list.current?.focus()
    void refetch()
  }
  if (jobs.length === 0) {
    return (
      <Empty icon="check" title={state === 'QUARANTINED' ? 'Nothing in quarantine' : 'None in the queue'}>
        <p>{state === 'QUARANTINED' ? 'No job was given up.' : 'Jobs that ended are among the runs.'}</p>
      </Empty>
    )
  }
  return (
    <div ref={list} tabIndex={-1}>
      <ol className="cases">
        {jobs.map((job) => (
          <li key={job.id} className="case">
            <JobCard job={job} showsKind={kind === null} again={again} />
          </li>
        ))}
      </ol>
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { kind, state, first, after: page.pageInfo.endCursor } })}
      />
    </div>
  )
}

function JobCard({ job, showsKind, again }: { job: JobViewFragment; showsKind: boolean; again: () => void }) {
  const text = readable(job.payload)
  return (
    <article aria-label={`${job.kind} ${job.number}`}>
      <p className="line">
        <Link to={jobPath(job)}>
          <b>{showsKind ? `${job.kind} ${job.number}` : job.number}</b>
        </Link>
        <StateSign state={job.state} />
        <small>
          {job.lane && lanes[job.lane].name} · attempt {job.attempts} of {job.maxAttempts}
          {job.runAt && (
            <>
              {' '}
              · due <TimeAgo at={job.runAt} />
            </>
          )}
        </small>
      </p>
      {job.progress && <ProgressBar progress={job.progress} />}
      {text && <pre className="json">{text}</pre>}
      <GivenUp job={job} />
      <JobActs job={job} again={again} />
    </article>
  )
}
