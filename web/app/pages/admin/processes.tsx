import type { LoadStateFragment } from '../../operations.gen.ts'
import { percent } from './load-now.tsx'

const parts: Record<string, string> = { loop: 'Event loop', cpu: 'Processor', pool: 'Connections', busy: 'Places' }

/** Each process, and what its load is made of. */
export function Processes({ processes }: Pick<LoadStateFragment, 'processes'>) {
  return (
    <section aria-labelledby="processes">
      <div className="panel-head">
        <h2 id="processes">Processes</h2>
        <small>
          A worker may use all of its processor: its load is how many of its places work has taken for which somebody
          waits.
        </small>
      </div>
      <table className="figures" aria-labelledby="processes">
        <thead>
          <tr>
            <th scope="col">Process</th>
            {Object.entries(parts).map(([key, name]) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Load</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => {
            const values = JSON.parse(process.parts) as Record<string, number>
            return (
              <tr key={process.process}>
                <th scope="row">
                  {process.kind}
                  <small>{process.process}</small>
                </th>
                {Object.entries(parts).map(([key, name]) => (
                  <td key={key} data-label={name}>
                    {values[key] === undefined ? '–' : percent(values[key])}
                  </td>
                ))}
                <td data-label="Load">
                  <b>{percent(process.load)}</b>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
