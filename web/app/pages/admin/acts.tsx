import { useQuery } from '@apollo/client/react'
import { Link } from 'react-router'
import { OperatorActsDocument, type OperatorActsQuery } from '../../operations.gen.ts'
import { Endless } from '../../parts/endless.tsx'
import { PersonLine } from '../../parts/person.tsx'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { jobPath } from './job-path.ts'
import { acts, readable } from './words.ts'

const first = 30

type Act = NonNullable<OperatorActsQuery['operatorActs']['edges'][number]['node']>

/** What admins did, the latest first. */
export function Component() {
  const { data, error, refetch, fetchMore } = useQuery(OperatorActsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.operatorActs
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="row" count={6} />
  const found = page.edges.flatMap(({ node }) => (node ? [node] : []))
  if (found.length === 0) {
    return (
      <Empty icon="shield" title="Nothing done yet">
        <p>Whatever an admin does to jobs or load is kept here. Nothing changes or deletes it.</p>
      </Empty>
    )
  }
  return (
    <>
      <ol className="cases">
        {found.map((act) => (
          <li key={act.id} className="case">
            <ActCard act={act} />
          </li>
        ))}
      </ol>
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })}
      />
    </>
  )
}

function ActCard({ act: { admin, action, kind, jobId, detail, reason, requestId, createdAt } }: { act: Act }) {
  const text = readable(detail)
  const what = (
    <>
      {acts[action]} {kind && <Link to={jobId ? jobPath({ id: jobId, kind }) : `/admin/jobs/${kind}`}>{kind}</Link>} ·{' '}
      <TimeAgo at={createdAt} />
    </>
  )
  return (
    <>
      {admin ? (
        <PersonLine person={admin} size={36}>
          {what}
        </PersonLine>
      ) : (
        <small>An account that is gone {what}</small>
      )}
      <p>{reason}</p>
      <details>
        <summary>Details</summary>
        {text && <pre className="json">{text}</pre>}
        <p>
          <small>Request {requestId}</small>
        </p>
      </details>
    </>
  )
}
