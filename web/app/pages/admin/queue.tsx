import { useQuery } from '@apollo/client/react'
import { Link, useSearchParams } from 'react-router'
import { JobKindsDocument, type JobState } from '../../operations.gen.ts'
import { KindField, StateField } from './filters.tsx'
import { JobList } from './job-list.tsx'
import { setParam } from './set-param.ts'

/** The jobs of all kinds that wait, run or were given up. */
export function Component() {
  const [params, setParams] = useSearchParams()
  const kinds = useQuery(JobKindsDocument).data?.jobKinds ?? []
  const kind = params.get('kind')
  const state = params.get('state') as JobState | null
  return (
    <>
      <p className="line">
        <Link to="/admin/jobs">Jobs</Link>
      </p>
      <search className="filters">
        <KindField kinds={kinds} value={kind} choose={(value) => setParam(setParams, 'kind', value)} />
        <StateField value={state} choose={(value) => setParam(setParams, 'state', value)} />
      </search>
      <JobList kind={kind} state={state} />
    </>
  )
}
