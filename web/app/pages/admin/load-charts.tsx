import { useQuery } from '@apollo/client/react'
import { Link, useSearchParams } from 'react-router'
import { SystemBeforeDocument } from '../../operations.gen.ts'
import { Chart } from '../../parts/chart.tsx'
import { short } from '../../parts/count.ts'
import { Failed, Skeleton } from '../../parts/states.tsx'
import { percent } from './load-now.tsx'
import { lookOften } from './look-often.ts'
import { duration, laneNames, lanes } from './words.ts'

/** Samples are taken every two seconds, feeds are checked every minute: some 400 points each. */
const ranges = {
  '15m': { name: '15 minutes', minutes: 15, every: 1, hours: 1, everyCheck: 1 },
  '1h': { name: 'Hour', minutes: 60, every: 5, hours: 1, everyCheck: 1 },
  '6h': { name: '6 hours', minutes: 360, every: 30, hours: 6, everyCheck: 1 },
  '24h': { name: 'Day', minutes: 1_440, every: 120, hours: 24, everyCheck: 4 },
} as const

/** The queue and the load over time. */
export function LoadCharts() {
  const [params] = useSearchParams()
  const chosen = Object.keys(ranges).find((key) => key === params.get('range')) ?? '15m'
  const { name: _, ...variables } = ranges[chosen as keyof typeof ranges]
  const { data, previousData, error, refetch } = useQuery(SystemBeforeDocument, { variables, ...lookOften(5_000) })
  const { loadSamples: samples, feedChecks } = data ?? previousData ?? {}
  if (error && !samples) return <Failed error={error} retry={() => void refetch()} />
  if (!samples || !feedChecks) return <Skeleton kind="row" />
  const times = samples.map(({ at }) => Date.parse(at))
  const byLane = (value: 'waiting' | 'oldestSeconds') =>
    laneNames.map((lane) => ({
      name: lanes[lane].name,
      values: samples.map((sample) => sample.lanes.find((each) => each.lane === lane)?.[value] ?? null),
    }))
  const of = (key: 'load' | 'workers' | 'wantedWorkers' | 'qualityDebt' | 'queueDepth', name: string) => ({
    name,
    values: samples.map((sample) => sample[key]),
  })
  return (
    <section aria-labelledby="over-time">
      <div className="panel-head">
        <h2 id="over-time">Over time</h2>
        <nav className="chips" aria-label="How far back">
          {Object.entries(ranges).map(([key, { name }]) => (
            <Link key={key} to={`?range=${key}`} replace preventScrollReset aria-current={key === chosen}>
              {name}
            </Link>
          ))}
        </nav>
      </div>
      <div className="charts">
        <Chart title="Jobs that wait, by lane" times={times} series={byLane('waiting')} show={short} atLeast={10} />
        <Chart
          title="Oldest due job, by lane"
          times={times}
          series={byLane('oldestSeconds')}
          show={duration}
          atLeast={10}
        />
        <Chart title="Load" times={times} series={[of('load', 'Load')]} show={percent} />
        <Chart
          title="Workers"
          times={times}
          series={[of('workers', 'Running'), of('wantedWorkers', 'Wanted')]}
          show={short}
          atLeast={2}
        />
        <Chart
          title="Photos"
          times={times}
          series={[of('queueDepth', 'Waiting'), of('qualityDebt', 'Owed in quality')]}
          show={short}
          atLeast={10}
        />
        <Chart
          title="Stale feeds"
          times={feedChecks.map(({ at }) => Date.parse(at))}
          series={[{ name: 'Share', values: feedChecks.map(({ staleRate }) => staleRate) }]}
          show={percent}
          atLeast={0.2}
        />
      </div>
    </section>
  )
}
