import { useQuery } from '@apollo/client/react'
import { Link, useSearchParams } from 'react-router'
import { JobKindsDocument, type JobKindsQuery, type JobState } from '../../operations.gen.ts'
import { short } from '../../parts/count.ts'
import { Field } from '../../parts/form.tsx'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { oldest, Signs } from './kind-numbers.tsx'
import { lookOften } from './look-often.ts'
import { setParam } from './set-param.ts'
import { duration, laneNames, lanes } from './words.ts'

type Kind = JobKindsQuery['jobKinds'][number]

const everyMs = 5_000

/** Which kinds are shown; the address has it. */
const shows = {
  all: { label: 'All kinds', of: () => true },
  busy: { label: 'With jobs in the queue', of: (kind) => kind.dueCount + kind.scheduledCount + kind.runningCount > 0 },
  trouble: { label: 'Paused or in quarantine', of: (kind) => kind.isPaused || kind.quarantinedCount > 0 },
  clock: { label: 'By the clock', of: (kind) => kind.schedule !== null },
} satisfies Record<string, { label: string; of: (kind: Kind) => boolean }>

/** Every kind of job, lane by lane, with its numbers. */
export function Component() {
  const { data, error, refetch } = useQuery(JobKindsDocument, {
    fetchPolicy: 'cache-and-network',
    ...lookOften(everyMs),
  })
  const [params, setParams] = useSearchParams()
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" count={8} />
  const text = params.get('q') ?? ''
  const show = Object.hasOwn(shows, params.get('show') ?? '') ? (params.get('show') as keyof typeof shows) : 'all'
  const set = (name: string, value: string) => setParam(setParams, name, value)
  const isWanted = (kind: Kind) =>
    shows[show].of(kind) && `${kind.name} ${kind.description}`.toLowerCase().includes(text.trim().toLowerCase())
  const found = data.jobKinds.filter(isWanted)
  return (
    <>
      <QueueLinks kinds={data.jobKinds} />
      <search className="filters">
        <Field
          label="Find"
          name="q"
          type="search"
          placeholder="fan_out, photo, feed …"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => set('q', target.value)}
        />
        <Field label="Show" name="show">
          {(props) => (
            <select value={show} onChange={({ target }) => set('show', target.value)} {...props}>
              {Object.entries(shows).map(([name, { label }]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      </search>
      {found.length === 0 && (
        <Empty icon="search" title="No such kind of job">
          <p>Show all kinds, or look for another word.</p>
        </Empty>
      )}
      {laneNames.map((lane) => (
        <Lane key={lane} lane={lane} kinds={found.filter((kind) => kind.lane === lane)} />
      ))}
    </>
  )
}

/** The whole queue in four numbers, each with its jobs behind it. */
function QueueLinks({ kinds }: { kinds: readonly Kind[] }) {
  const sum = (of: (kind: Kind) => number) => kinds.reduce((total, kind) => total + of(kind), 0)
  const numbers: [JobState, string, number][] = [
    ['WAITING', 'due', sum((kind) => kind.dueCount)],
    ['RUNNING', 'running', sum((kind) => kind.runningCount)],
    ['SCHEDULED', 'scheduled', sum((kind) => kind.scheduledCount)],
    ['QUARANTINED', 'in quarantine', sum((kind) => kind.quarantinedCount)],
  ]
  return (
    <ul className="tally" aria-label="Jobs of all kinds">
      {numbers.map(([state, label, count]) => (
        <li key={state}>
          <Link to={`/admin/queue?state=${state}`} data-alarm={state === 'QUARANTINED' && count > 0}>
            <b>{short(count)}</b> {label}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Lane({ lane, kinds }: { lane: Kind['lane']; kinds: readonly Kind[] }) {
  if (kinds.length === 0) return null
  const { name, about } = lanes[lane]
  return (
    <section className="lane">
      <h2 id={`lane-${lane}`}>
        {name} <small>{about}</small>
      </h2>
      <table className="figures" aria-labelledby={`lane-${lane}`}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Due</th>
            <th scope="col">Scheduled</th>
            <th scope="col">Oldest due</th>
            <th scope="col">Median</th>
            <th scope="col">Clock (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind.name}>
              <th scope="row">
                <Link to={`/admin/jobs/${kind.name}`}>{kind.name}</Link> <Signs kind={kind} />
                <small>{kind.description}</small>
              </th>
              <td data-label="Due">{short(kind.dueCount)}</td>
              <td data-label="Scheduled">{short(kind.scheduledCount)}</td>
              <td data-label="Oldest due">{oldest(kind)}</td>
              <td data-label="Median">{kind.medianSeconds === null ? '–' : duration(kind.medianSeconds)}</td>
              <td data-label="Clock (UTC)">{kind.schedule ? <code>{kind.schedule}</code> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
