import type { KindNumbersFragment } from '../../operations.gen.ts'
import { short } from '../../parts/count.ts'
import { duration } from './words.ts'

/** What to see at once of a kind of job: nothing where all is quiet. */
export function Signs({ kind: { isPaused, quarantinedCount, runningCount } }: { kind: KindNumbersFragment }) {
  return (
    <>
      {isPaused && <span className="sign warn">Paused</span>}
      {quarantinedCount > 0 && <span className="sign bad">{short(quarantinedCount)} in quarantine</span>}
      {runningCount > 0 && <span className="sign good">{short(runningCount)} running</span>}
    </>
  )
}

export const oldest = ({ oldestDueSeconds }: KindNumbersFragment) =>
  oldestDueSeconds > 0 ? duration(oldestDueSeconds) : '–'
