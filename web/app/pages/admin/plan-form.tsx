import { decodeId, kindOf } from '@halide/schema/ids.ts'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { act } from '../../api/act.ts'
import { type JobKindPageQuery, PlanJobDocument, type PlanJobMutation, RunJobDocument } from '../../operations.gen.ts'
import { counted } from '../../parts/count.ts'
import { Faults, Field, useForm } from '../../parts/form.tsx'
import { Fact } from './fact.tsx'
import { jobPath } from './job-path.ts'
import { ReasonField } from './reason-button.tsx'
import { duration, readable } from './words.ts'

type PayloadField = NonNullable<JobKindPageQuery['jobKind']>['payloadFields'][number]
type Plan = NonNullable<PlanJobMutation['planJob']['plan']>

/** Runs a job by hand: first it says what that would mean, then a second button does it. */
export function PlanForm({ kind, fields }: { kind: string; fields: readonly PayloadField[] }) {
  const [plan, setPlan] = useState<Plan | null>(null)
  const { faults, busy, submit } = useForm(async (values) => {
    const payload = payloadOf(fields, values)
    if (typeof payload !== 'string') return [payload]
    const outcome = await act(PlanJobDocument, { input: { kind, payload } })
    if (!outcome.ok) return outcome.faults
    setPlan(outcome.data.planJob.plan)
    return []
  })
  return (
    <section className="sheet" aria-labelledby="run-by-hand">
      <h2 id="run-by-hand">Run one</h2>
      <form onSubmit={(event) => void submit(event)} onChange={() => setPlan(null)}>
        {fields.map((field) => (
          <PayloadInput key={field.name} field={field} faults={faults} />
        ))}
        <Faults faults={faults} fields={fields.map(({ name }) => name)} />
        <div className="actions">
          <button type="submit" className="button quiet" disabled={busy}>
            {plan ? 'Plan again' : 'Plan first'}
          </button>
        </div>
      </form>
      <div role="status">{plan && <PlanSheet plan={plan} />}</div>
      {plan && <RunForm key={plan.confirmToken} plan={plan} />}
    </section>
  )
}

function PayloadInput({ field: { name, type, isRequired }, faults }: { field: PayloadField; faults: Faulty }) {
  const choices = type === 'boolean' ? ['true', 'false'] : choicesIn(type)
  const label = isRequired ? name : `${name} (optional)`
  const common = { label, name, faults, required: isRequired, autoComplete: 'off' }
  if (choices) {
    return (
      <Field label={label} name={name} faults={faults}>
        {(props) => (
          <select name={name} required={isRequired} {...props}>
            {!isRequired && <option value="" />}
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        )}
      </Field>
    )
  }
  if (type === 'integer' || type === 'number')
    return <Field {...common} type="number" step={type === 'integer' ? 1 : 'any'} />
  const hint = type === 'string' ? (isId(name) ? 'A number, or an id of the API.' : undefined) : `JSON: ${type}`
  return <Field {...common} {...(hint && { hint })} spellCheck={false} />
}

type Faulty = ReturnType<typeof useForm>['faults']

const isId = (name: string) => name.endsWith('Id')

/** `"a" | "b"` */
function choicesIn(type: string): string[] | null {
  return type.startsWith('"') ? type.split(' | ').map((choice) => JSON.parse(choice)) : null
}

/** As JSON; or what is wrong with a field. What is left empty is left out. */
function payloadOf(fields: readonly PayloadField[], values: Record<string, string>): string | Faulty[number] {
  const payload: Record<string, unknown> = {}
  for (const { name, type } of fields) {
    const text = values[name]?.trim() ?? ''
    if (text === '') continue
    if (type === 'string') payload[name] = isId(name) ? numberOf(text) : text
    else if (choicesIn(type)) payload[name] = text
    else {
      try {
        payload[name] = JSON.parse(text)
      } catch {
        return { code: 'INVALID', field: [name], message: 'This is not JSON.' }
      }
    }
  }
  return JSON.stringify(payload)
}

/** Jobs know things by their numbers, pages and clients by their ids. */
function numberOf(text: string): string {
  const kind = kindOf(text)
  return (kind && decodeId(kind, text)?.toString()) ?? text
}

function PlanSheet({ plan: { touches, estimatedSeconds, payload, warnings } }: { plan: Plan }) {
  const text = readable(payload)
  return (
    <>
      <dl className="facts">
        <Fact name="Touches">
          {touches
            ? `${touches.isAtLeast ? 'At least ' : ''}${counted(touches.amount, touches.unit, touches.unit)}`
            : 'It cannot tell beforehand'}
        </Fact>
        <Fact name="Takes about">
          {estimatedSeconds === null ? 'Not known: none has run yet' : duration(estimatedSeconds)}
        </Fact>
      </dl>
      {text && <pre className="json">{text}</pre>}
      {warnings.length > 0 && (
        <ul className="warnings" aria-label="Think of this before">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function RunForm({ plan: { kind, confirmToken } }: { plan: Plan }) {
  const navigate = useNavigate()
  const { faults, busy, submit } = useForm(async ({ reason = '' }) => {
    const outcome = await act(RunJobDocument, { input: { confirmToken, reason } })
    if (!outcome.ok) return outcome.faults
    const { job } = outcome.data.runJob
    await navigate(job ? jobPath(job) : `/admin/runs?kind=${kind}`)
    return []
  })
  return (
    <form onSubmit={(event) => void submit(event)}>
      <ReasonField faults={faults} />
      <Faults faults={faults} fields={['reason']} />
      <div className="actions">
        <button type="submit" className="button" disabled={busy}>
          Run it
        </button>
      </div>
    </form>
  )
}
