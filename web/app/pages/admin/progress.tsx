import type { JobViewFragment } from '../../operations.gen.ts'
import { short } from '../../parts/count.ts'

type Progress = NonNullable<JobViewFragment['progress']>

export const howFar = ({ done, total }: Progress) =>
  total === null ? `${short(done)} done` : `${short(done)} of ${short(total)}`

/** How far a running job is. */
export function ProgressBar({ progress }: { progress: Progress }) {
  const { done, total } = progress
  return (
    <div className="how-far">
      <progress
        aria-label="Progress"
        max={total ?? undefined}
        value={total === null ? undefined : Math.min(done, total)}
      />
      <small>{howFar(progress)}</small>
    </div>
  )
}
