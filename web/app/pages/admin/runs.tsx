import { useQuery } from '@apollo/client/react'
import { useSearchParams } from 'react-router'
import { JobKindsDocument, type JobOutcome, JobRunsDocument } from '../../operations.gen.ts'
import { Endless } from '../../parts/endless.tsx'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { KindField, OutcomeField } from './filters.tsx'
import { RunRow } from './run-row.tsx'
import { setParam } from './set-param.ts'

const first = 30

/** What has run, the latest first. */
export function Component() {
  const [params, setParams] = useSearchParams()
  const kinds = useQuery(JobKindsDocument).data?.jobKinds ?? []
  const kind = params.get('kind')
  const outcome = params.get('outcome') as JobOutcome | null
  return (
    <>
      <search className="filters">
        <KindField kinds={kinds} value={kind} choose={(value) => setParam(setParams, 'kind', value)} />
        <OutcomeField value={outcome} choose={(value) => setParam(setParams, 'outcome', value)} />
      </search>
      <Runs kind={kind} outcome={outcome} />
    </>
  )
}

function Runs({ kind, outcome }: { kind: string | null; outcome: JobOutcome | null }) {
  const { data, error, refetch, fetchMore } = useQuery(JobRunsDocument, {
    variables: { kind, outcome, first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.jobRuns
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="row" count={6} />
  const runs = page.edges.flatMap(({ node }) => (node ? [node] : []))
  if (runs.length === 0) {
    return (
      <Empty icon="search" title="No such run">
        <p>Runs are kept for some days. Choose another kind or outcome.</p>
      </Empty>
    )
  }
  return (
    <>
      <div className="kind-head">
        <small>The latest first.</small>
        <button type="button" className="button quiet" onClick={() => void refetch()}>
          Look again
        </button>
      </div>
      <ol className="rows">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ol>
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { kind, outcome, first, after: page.pageInfo.endCursor } })}
      />
    </>
  )
}
