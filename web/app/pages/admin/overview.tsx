import { useQuery } from '@apollo/client/react'
import { SystemNowDocument } from '../../operations.gen.ts'
import { Failed, Skeleton } from '../../parts/states.tsx'
import { Failures } from './failures.tsx'
import { FeedHealth } from './feed-health.tsx'
import { LoadCharts } from './load-charts.tsx'
import { LoadNow } from './load-now.tsx'
import { lookOften } from './look-often.ts'
import { Money } from './money.tsx'
import { Processes } from './processes.tsx'

/** What Halide does right now, what is wrong, and what it costs. */
export function Component() {
  const { data, error, refetch } = useQuery(SystemNowDocument, lookOften(3_000))
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" />
  const { systemLoad, jobs, feedHealth } = data
  return (
    <>
      <LoadNow now={systemLoad} again={() => void refetch()} />
      <Failures jobs={jobs} />
      <LoadCharts />
      <FeedHealth check={feedHealth} />
      <Processes processes={systemLoad.processes} />
      <Money />
    </>
  )
}
