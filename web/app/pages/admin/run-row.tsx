import { Link } from 'react-router'
import type { RunViewFragment } from '../../operations.gen.ts'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { OutcomeSign } from './job-facts.tsx'
import { jobPath } from './job-path.ts'
import { howFar } from './progress.tsx'
import { duration, readable } from './words.ts'

/** One run that has ended; `isAlone` below its own job. */
export function RunRow({ run, isAlone = false }: { run: RunViewFragment; isAlone?: boolean }) {
  const { kind, jobId, attempt, outcome, endedAt, seconds, askedBy, reason, error, worker, requestId } = run
  const text = readable(run.payload)
  return (
    <li className="run">
      <p className="line">
        {!isAlone && (
          <Link to={jobPath({ id: jobId, kind })}>
            <b>{kind}</b>
          </Link>
        )}
        <OutcomeSign outcome={outcome} />
        <small>
          <TimeAgo at={endedAt} /> · took {duration(seconds)} · attempt {attempt}
          {run.progress && ` · ${howFar(run.progress)}`}
        </small>
      </p>
      {askedBy && (
        <p>
          <Link to={`/@${askedBy.handle}`}>{askedBy.displayName}</Link>
          {reason && `: ${reason}`}
        </p>
      )}
      {error && <pre className="json">{error}</pre>}
      <details>
        <summary>Details</summary>
        {text && <pre className="json">{text}</pre>}
        <p>
          <small>
            Worker {worker ?? 'none'} · request {requestId ?? 'none'}
          </small>
        </p>
      </details>
    </li>
  )
}
