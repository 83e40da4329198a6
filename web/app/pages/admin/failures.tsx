import { Link } from 'react-router'
import type { SystemNowQuery } from '../../operations.gen.ts'
import { jobPath } from './job-path.ts'

/** The latest jobs that were given up; nothing where none was. */
export function Failures({ jobs }: Pick<SystemNowQuery, 'jobs'>) {
  const found = jobs.edges.flatMap(({ node }) => (node ? [node] : []))
  if (found.length === 0) return null
  return (
    <section aria-labelledby="failures">
      <div className="panel-head">
        <h2 id="failures">Given up</h2>
        <Link to="/admin/queue?state=QUARANTINED">
          {jobs.pageInfo.hasNextPage ? 'All of them' : 'Retry or discard'}
        </Link>
      </div>
      <ul className="rows">
        {found.map((job) => (
          <li key={job.id} className="line">
            <Link to={jobPath(job)}>{job.kind}</Link>
            <span>{job.error}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
