import type { JobLane, JobOutcome, JobState, OperatorAction } from '../../operations.gen.ts'

/** In the order in which they go. */
export const lanes: Record<JobLane, { name: string; about: string }> = {
  PUBLISH: { name: 'Publish', about: 'What is ready goes out.' },
  UPLOAD: { name: 'Upload', about: 'Photos on their way to ready.' },
  RETRY: { name: 'Retry', about: 'What is done again, or put right.' },
  BACKFILL: { name: 'Backfill', about: 'What nobody waits for.' },
}

export const laneNames = Object.keys(lanes) as JobLane[]

export const states: Record<JobState, string> = {
  WAITING: 'Due',
  SCHEDULED: 'Scheduled',
  RETRYING: 'Waits for its next attempt',
  RUNNING: 'Running',
  QUARANTINED: 'In quarantine',
  ENDED: 'Ended',
}

export const outcomes: Record<JobOutcome, string> = {
  DONE: 'Done',
  RETRIED: 'Failed, tried again',
  POSTPONED: 'Put off by an outage',
  GIVEN_UP: 'Given up',
  HANDED_OVER: 'Handed over to another run',
  CANCELLED: 'Cancelled',
}

/** Why a job was given up, and what helps. The codes are those of docs/jobs.md. */
export const quarantineCodes: Record<string, { why: string; wayBack: string }> = {
  ATTEMPTS_EXHAUSTED: {
    why: 'It failed in its last attempt.',
    wayBack: 'Mend what the error names, then retry it: it has all its attempts again.',
  },
  WORKER_DIED: {
    why: 'Its worker died with it, in its last attempt.',
    wayBack: 'See whether it ran out of memory. Retry it once: if that worker dies too, the job is the cause.',
  },
  INVALID_PAYLOAD: {
    why: 'Its payload is none of this job’s: of another release, or written by hand.',
    wayBack: 'Retry it once the release that knows it is out. Or plan one with a right payload and discard this one.',
  },
  UNKNOWN_JOB: {
    why: 'No worker has a job of this name.',
    wayBack: 'Retry it once the release that has it is out, or discard it.',
  },
  PERMANENT_FAILURE: {
    why: 'It cannot succeed as things are.',
    wayBack: 'Mend what the error names, then retry it. If nothing is to be mended, discard it.',
  },
}

/** An act, behind an admin's name and before the kind of job. */
export const acts: Record<OperatorAction, string> = {
  RUN_JOB: 'ran',
  PAUSE_JOBS: 'paused',
  RESUME_JOBS: 'resumed',
  CANCEL_JOB: 'cancelled a job of',
  RETRY_JOB: 'retried a job of',
  REPRIORITIZE_JOB: 'moved a job to another lane:',
  DISCARD_JOB: 'discarded a job of',
  RETRY_JOBS: 'retried what lay in quarantine of',
  DISCARD_JOBS: 'discarded what lay in quarantine of',
  OVERRIDE_LOAD: 'set the load level by hand',
  CLEAR_LOAD_OVERRIDE: 'ended the override of the load level',
}

/** "0.4 s", "3 min", "2.5 h". */
export function duration(seconds: number): string {
  if (seconds < 0.001) return '0 s'
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1_000))} ms`
  if (seconds < 90) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`
}

/** A JSON text as people read it; null where it says nothing. */
export function readable(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json)
    return value && Object.keys(value).length > 0 ? JSON.stringify(value, null, 2) : null
  } catch {
    return json
  }
}
