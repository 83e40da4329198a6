import ceilings from '@halide/schema/operations/ceilings.json' with { type: 'json' }
import manifest from '@halide/schema/operations/manifest.json' with { type: 'json' }
import { useState } from 'react'
import { Field } from '../../parts/form.tsx'
import { Empty } from '../../parts/states.tsx'

interface Ceiling {
  cost: number
  depth: number
  statements: number
}

const ceilingOf = new Map<string, Ceiling>(Object.entries(ceilings))

/** What clients may send where the gateway enforces its register, and what each may cost. */
export function Component() {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = manifest.operations.filter(({ name, body }) => `${name} ${body}`.toLowerCase().includes(wanted))
  return (
    <>
      <p>
        The {manifest.operations.length} registered operations of this release, each with its ceilings: what it may
        cost, its levels of fields, and the SQL statements that it takes. A gateway with PERSISTED_OPERATIONS=enforce
        refuses all others. Those of other apps are in the files that PERSISTED_MANIFESTS names.
      </p>
      <search className="filters">
        <Field
          label="Find"
          name="q"
          type="search"
          placeholder="HomeFeed, likeCount …"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </search>
      {found.length === 0 ? (
        <Empty icon="search" title="No such operation">
          <p>Look for another name or field.</p>
        </Empty>
      ) : (
        <div>
          <table className="figures">
            <caption className="unseen">Registered operations</caption>
            <thead>
              <tr>
                <th scope="col">Operation</th>
                <th scope="col">Cost</th>
                <th scope="col">Levels</th>
                <th scope="col">Statements</th>
              </tr>
            </thead>
            <tbody>
              {found.map((operation) => (
                <OperationRow key={operation.id} operation={operation} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function OperationRow({ operation: { id, name, type, body } }: { operation: (typeof manifest.operations)[number] }) {
  const ceiling = ceilingOf.get(name)
  return (
    <tr>
      <th scope="row">
        <details>
          <summary>
            {name} <span className="sign">{type}</span>
          </summary>
          <p>
            <small>
              Id <code>{id}</code>
            </small>
          </p>
          <pre className="json">{body}</pre>
        </details>
      </th>
      <td data-label="Cost">{ceiling?.cost ?? '–'}</td>
      <td data-label="Levels">{ceiling?.depth ?? '–'}</td>
      <td data-label="Statements">{ceiling?.statements ?? '–'}</td>
    </tr>
  )
}
