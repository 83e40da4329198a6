import type { JobOutcome, JobState, JobViewFragment } from '../../operations.gen.ts'
import { outcomes, quarantineCodes, states } from './words.ts'

const tones: Partial<Record<JobState | JobOutcome, string>> = {
  RUNNING: 'good',
  DONE: 'good',
  RETRYING: 'warn',
  RETRIED: 'warn',
  POSTPONED: 'warn',
  QUARANTINED: 'bad',
  GIVEN_UP: 'bad',
}

export function StateSign({ state }: { state: JobState }) {
  return <span className={`sign ${tones[state] ?? ''}`}>{states[state]}</span>
}

export function OutcomeSign({ outcome }: { outcome: JobOutcome }) {
  return <span className={`sign ${tones[outcome] ?? ''}`}>{outcomes[outcome]}</span>
}

/** Why a job failed, and the way back. */
export function GivenUp({ job: { quarantineCode, error } }: { job: JobViewFragment }) {
  if (!error && !quarantineCode) return null
  const known = quarantineCode ? quarantineCodes[quarantineCode] : undefined
  return (
    <div className="given-up">
      {known ? <p>{known.why}</p> : quarantineCode && <p>{quarantineCode}</p>}
      {error && <pre className="json">{error}</pre>}
      {known && <p>{known.wayBack}</p>}
    </div>
  )
}
