import { useQuery } from '@apollo/client/react'
import {
  type CostDriver,
  type CostOptimisation,
  StorageAndCostDocument,
  type StorageAndCostQuery,
  type StorageOptimisation,
} from '../../operations.gen.ts'
import { Chart } from '../../parts/chart.tsx'
import { short } from '../../parts/count.ts'
import { Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { Fact } from './fact.tsx'
import { lookOften } from './look-often.ts'

const drivers: Record<CostDriver, string> = {
  CDN: 'CDN',
  STORAGE: 'Storage',
  REQUESTS: 'Requests to storage',
  RENDERING: 'Rendering',
  API: 'API',
  POSTGRES: 'Postgres',
  REDIS: 'Redis',
  SECOND_REGION: 'Second region',
}

const optimisations: Record<CostOptimisation, string> = {
  FORMATS: 'AVIF and WebP',
  TIERING: 'Colder tiers',
  SPOT: 'Spot machines',
  RESERVED: 'Reserved machines',
  CDN_HITS: '95 % from the CDN',
}

const moves: Record<StorageOptimisation, string> = {
  TIERED: 'Moved to colder tiers',
  DUE: 'Next runs of tier_storage',
}

/** What is stored, and what a month costs. */
export function Money() {
  const { data, error, refetch } = useQuery(StorageAndCostDocument, lookOften(60_000))
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" />
  const { storageReport, storageDays, costForecast } = data
  if (!storageReport) {
    return (
      <section aria-labelledby="stored">
        <div className="panel-head">
          <h2 id="stored">Storage</h2>
        </div>
        <p>Nothing was counted yet: measure_storage does it every ten minutes.</p>
      </section>
    )
  }
  return (
    <>
      <Stored report={storageReport} days={storageDays} />
      {costForecast && <Forecast forecast={costForecast} />}
    </>
  )
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']

/** "3.4 GB", by the thousand. */
function bytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
  const value = count / 1_000 ** power
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}

const cents = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' })
const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
const money = (amount: number) =>
  amount > 0 && amount < 0.01 ? 'under $0.01' : (amount < 100 ? cents : dollars).format(amount)

type Report = NonNullable<StorageAndCostQuery['storageReport']>

function Stored({ report, days }: { report: Report; days: StorageAndCostQuery['storageDays'] }) {
  const parts = report.parts.toSorted((a, b) => b.bytes - a.bytes)
  const most = parts[0]?.bytes ?? 0
  return (
    <section aria-labelledby="stored">
      <div className="panel-head">
        <h2 id="stored">Storage</h2>
        <small>
          counted <TimeAgo at={report.measuredAt} />
          {report.share < 1 && `, from ${(report.share * 100).toFixed(1)} % of the ledger`}
        </small>
      </div>
      <dl className="facts">
        <Fact name="Stored" about={`${short(report.objects)} objects, in all regions`}>
          <b>{bytes(report.bytes)}</b>
        </Fact>
        <Fact name="A month" about="at list prices">
          <b>{money(report.monthlyCost)}</b>
        </Fact>
        <Fact name="New in 30 days">
          <b>{bytes(report.bytesIn30Days)}</b>
        </Fact>
        <Fact name="In a year" about="if as much goes on coming">
          <b>{bytes(report.bytesInAYear)}</b>
        </Fact>
        {report.savings.map(({ optimisation, monthlyBefore, monthlyAfter, once }) => (
          <Fact key={optimisation} name={moves[optimisation]} {...(once > 0 && { about: `${money(once)} once` })}>
            <b>
              {monthlyAfter < monthlyBefore ? `${money(monthlyBefore - monthlyAfter)} less a month` : 'Nothing yet'}
            </b>
          </Fact>
        ))}
      </dl>
      {days.length > 1 && (
        <div className="charts">
          <Chart
            title="Stored"
            times={days.map(({ day }) => Date.parse(day))}
            series={[{ name: 'Bytes', values: days.map((each) => each.bytes) }]}
            show={bytes}
          />
          <Chart
            title="A month"
            times={days.map(({ day }) => Date.parse(day))}
            series={[{ name: 'US dollars', values: days.map((each) => each.monthlyCost) }]}
            show={money}
            atLeast={0.01}
          />
        </div>
      )}
      <table className="figures" aria-labelledby="stored">
        <thead>
          <tr>
            {['What', 'Tier', 'Region', 'Objects', 'Bytes', 'A month'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={`${part.purpose} ${part.format} ${part.tier} ${part.region}`}>
              <th scope="row">
                {part.purpose}
                <small>{part.format}</small>
                <span className="bar" style={{ '--share': most > 0 ? part.bytes / most : 0 } as React.CSSProperties} />
              </th>
              <td data-label="Tier">{part.tier}</td>
              <td data-label="Region">{part.region.toLowerCase()}</td>
              <td data-label="Objects">{short(part.objects)}</td>
              <td data-label="Bytes">{bytes(part.bytes)}</td>
              <td data-label="A month">{money(part.monthlyCost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Forecast({ forecast }: { forecast: NonNullable<StorageAndCostQuery['costForecast']> }) {
  const { people, uploadsADay, before, after } = forecast
  return (
    <section aria-labelledby="costs">
      <div className="panel-head">
        <h2 id="costs">What a month costs</h2>
        <small>
          estimated, at list prices, for {short(people)} people and {short(uploadsADay)} uploads a day
        </small>
      </div>
      <dl className="facts">
        <Fact name="As it is built" about={`${money(before)} without any optimisation`}>
          <b>{money(after)}</b>
        </Fact>
      </dl>
      <div className="charts">
        <Changes
          title="By driver"
          rows={forecast.drivers.map(({ driver, ...cost }) => ({ name: drivers[driver], ...cost }))}
        />
        <Changes
          title="By optimisation, each on top of those above"
          rows={forecast.savings.map(({ optimisation, ...cost }) => ({ name: optimisations[optimisation], ...cost }))}
        />
      </div>
    </section>
  )
}

function Changes({ title, rows }: { title: string; rows: readonly { name: string; before: number; after: number }[] }) {
  return (
    <table className="figures" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-label="Before">{money(before)}</td>
            <td data-label="After">{money(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
