import { type ParsedCronItem, parseCronItems } from 'graphile-worker'
import { checkFeeds } from './check-feeds/job.ts'
import { checkAll, checkSample } from './check-integrity/job.ts'
import { destroyAccounts } from './destroy-accounts/job.ts'
import { drainBuffer } from './drain-buffer/job.ts'
import { endStories } from './end-stories/job.ts'
import { expireExports } from './expire-exports/job.ts'
import { findOrphans } from './find-orphans/job.ts'
import { foldViews } from './fold-views/job.ts'
import { hardDeletePosts } from './hard-delete-posts/job.ts'
import { type Job, lanes } from './kit.ts'
import { measureStorage } from './measure-storage/job.ts'
import { pushNotifications } from './push-notifications/job.ts'
import { rankExplore } from './rank-explore/job.ts'
import { reconcileCounters } from './reconcile-counters/job.ts'
import { repayQuality } from './repay-quality/job.ts'
import { replicateObjects } from './replicate-objects/job.ts'
import { snapshotRedis } from './snapshot-redis/job.ts'
import { sweepNotifications } from './sweep-notifications/job.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { sweepQuarantine } from './sweep-quarantine/job.ts'
import { sweepSessions } from './sweep-sessions/job.ts'
import { sweepUploads } from './sweep-uploads/job.ts'
import { tagPosts } from './tag-posts/job.ts'
import { tierStorage } from './tier-storage/job.ts'
import { warmFeeds } from './warm-feeds/job.ts'

/** What runs by the clock (UTC), whichever worker is there: graphile-worker enqueues each run once in the cluster. */
const schedule: { at: string; job: Job }[] = [
  { at: '* * * * *', job: drainBuffer },
  { at: '* * * * *', job: replicateObjects },
  { at: '* * * * *', job: endStories },
  { at: '* * * * *', job: pushNotifications },
  { at: '* * * * *', job: repayQuality },
  { at: '* * * * *', job: checkFeeds },
  { at: '*/5 * * * *', job: foldViews },
  { at: '30 4 * * *', job: reconcileCounters },
  { at: '17 * * * *', job: sweepUploads },
  { at: '47 * * * *', job: sweepObjects },
  { at: '0 1 * * *', job: destroyAccounts },
  { at: '27 * * * *', job: expireExports },
  { at: '30 1 * * *', job: hardDeletePosts },
  { at: '0 2 * * *', job: tierStorage },
  { at: '*/10 * * * *', job: measureStorage },
  { at: '0 3 * * *', job: checkSample },
  { at: '0 4 * * 0', job: checkAll },
  { at: '0 5 * * *', job: findOrphans },
  { at: '7 * * * *', job: warmFeeds },
  { at: '*/5 * * * *', job: snapshotRedis },
  { at: '37 * * * *', job: sweepQuarantine },
  { at: '15 2 * * *', job: sweepSessions },
  { at: '45 2 * * *', job: sweepNotifications },
  { at: '27 * * * *', job: tagPosts },
  { at: '*/5 * * * *', job: rankExplore },
]

/** When a job runs by the clock, as crontab; null where it does not. */
export function crontabOf(name: string): string | null {
  return schedule.find(({ job }) => job.name === name)?.at ?? null
}

export const crontab: ParsedCronItem[] = parseCronItems(
  schedule.map(({ at, job }) => ({
    task: job.name,
    match: at,
    options: { maxAttempts: job.retry.attempts, priority: lanes[job.lane], jobKey: `${job.name}:by_the_clock` },
  })),
)
