import type { SystemNowQuery } from '../../operations.gen.ts'
import { counted } from '../../parts/count.ts'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { percent } from './load-now.tsx'

/** Over it an alert fires. */
const badRate = 0.1

/** What the last comparison of feeds with the tables found. */
export function FeedHealth({ check }: { check: SystemNowQuery['feedHealth'] }) {
  return (
    <section aria-labelledby="feed-health">
      <div className="panel-head">
        <h2 id="feed-health">Feed health</h2>
      </div>
      {check ? (
        <p className="line">
          <strong className={`sign ${check.staleRate > badRate ? 'bad' : check.stale > 0 ? 'warn' : 'good'}`}>
            {percent(check.staleRate)} stale
          </strong>
          <span>
            {counted(check.checked, 'feed')} looked at <TimeAgo at={check.at} />: {check.stale} stale, {check.empty}{' '}
            empty, {counted(check.missing, 'post')} missing, {check.extra} too many
          </span>
        </p>
      ) : (
        <p>Nothing was compared yet: check_feeds does it every minute.</p>
      )}
    </section>
  )
}
