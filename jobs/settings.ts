import { defaultDeletedAccountDays, defaultDeletedPostDays, defaultExportDays } from '@halide/schema/limits.ts'
import { defaultAges, type TieringAges } from '@halide/storage/tiering/due.ts'
import { z } from 'zod'
import { defaultLoadSettings, type LoadSettings, loadEnv, loadSettingsOf } from './load/settings.ts'
import { type PushSettings, pushEnv, pushOf } from './push-notifications/settings.ts'
import { agesOf, tieringEnv } from './tier-storage/settings.ts'

/** What an operator may set about jobs; docs/settings.md has a row for each. */
export interface JobSettings {
  fanOut: FanOutSettings
  /** Days that a deleted post can still be restored. */
  deletedPostDays: number
  /** Hours for which a story is shown. */
  storyHours: number
  /** Days that a data export can be fetched. */
  exportDays: number
  /** Days that a deleted account can still be restored. */
  deletedAccountDays: number
  /** Days that an object must have been an orphan before it is collected. */
  orphanGraceDays: number
  /** Hours that a snapshot of Redis is kept. */
  redisSnapshotHours: number
  /** Days that an entry of the quarantine is kept. */
  quarantineDays: number
  /** Days that is kept which jobs have run. */
  jobRunDays: number
  /** After how many days unread originals move to colder classes. */
  tiering: TieringAges
  notices: NoticeSettings
  /** Null where pushes are not set up. */
  push: PushSettings | null
  /** A post with more views than that within five minutes is viral. */
  viralViews: number
  /** Which posts' images the CDN is to fetch ahead: every one that turns READY, or the viral ones. */
  prewarm: 'all' | 'viral'
  levels: LoadSettings
}

/** How old things are when jobs act on them: what a plan needs, to say what would be touched. */
export interface PlanSettings
  extends Pick<JobSettings, 'deletedPostDays' | 'deletedAccountDays' | 'quarantineDays' | 'jobRunDays' | 'tiering'> {
  notices: Pick<NoticeSettings, 'days'>
}

export interface FanOutSettings {
  /** An author with so many followers is a celebrity: posts are no longer fanned out. */
  celebrityFollowers: number
  /** With fewer than this they are again. Lower, so that one follower more or less moves nobody. */
  celebrityFollowersLow: number
  /** Followers that one job visits. A batch has its own retries, and batches run side by side. */
  followersABatch: number
}

export interface NoticeSettings {
  /** Followers that one job tells of a post. */
  followersABatch: number
  /** Milliseconds between two batches: not everybody is told, and comes to look, at the same moment. */
  pauseMs: number
  /** Days that a notification is kept to which nothing is added. */
  days: number
}

/** R4.1, and a quarter of a year. */
export const defaultNotices: NoticeSettings = { followersABatch: 100_000, pauseMs: 30_000, days: 90 }

/** R1.6 and R1.7. */
export const defaultFanOut: FanOutSettings = {
  celebrityFollowers: 10_000,
  celebrityFollowersLow: 9_000,
  followersABatch: 10_000,
}

export const defaultJobSettings: JobSettings = {
  fanOut: defaultFanOut,
  deletedPostDays: defaultDeletedPostDays,
  // R2.3.
  storyHours: 24,
  deletedAccountDays: defaultDeletedAccountDays,
  exportDays: defaultExportDays,
  // Longer than an outage or a holiday: time for an operator to see the report, and to say no.
  orphanGraceDays: 7,
  // R4.8: a day of snapshots, one every five minutes.
  redisSnapshotHours: 24,
  // A quarter of a year.
  quarantineDays: 90,
  jobRunDays: 7,
  tiering: defaultAges,
  notices: defaultNotices,
  push: null,
  // R5.6 leaves to us which posts are viral.
  viralViews: 10_000,
  prewarm: 'all',
  levels: defaultLoadSettings,
}

const count = z.coerce.number().int().positive()

/** For the `env.ts` of a process that plans jobs: `z.object({ ...planEnv })`. */
export const planEnv = {
  DELETED_POST_DAYS: count.default(defaultJobSettings.deletedPostDays),
  DELETED_ACCOUNT_DAYS: count.default(defaultJobSettings.deletedAccountDays),
  QUARANTINE_DAYS: count.default(defaultJobSettings.quarantineDays),
  JOB_RUN_DAYS: count.default(defaultJobSettings.jobRunDays),
  NOTIFICATION_DAYS: count.default(defaultNotices.days),
  ...tieringEnv,
}

export function planSettingsOf(env: z.infer<z.ZodObject<typeof planEnv>>): PlanSettings {
  return {
    deletedPostDays: env.DELETED_POST_DAYS,
    deletedAccountDays: env.DELETED_ACCOUNT_DAYS,
    quarantineDays: env.QUARANTINE_DAYS,
    jobRunDays: env.JOB_RUN_DAYS,
    tiering: agesOf(env),
    notices: { days: env.NOTIFICATION_DAYS },
  }
}

/** For the `env.ts` of a process that runs jobs: `z.object({ ...jobEnv })`. */
export const jobEnv = {
  ...planEnv,
  CELEBRITY_FOLLOWERS: count.default(defaultFanOut.celebrityFollowers),
  CELEBRITY_FOLLOWERS_LOW: count.default(defaultFanOut.celebrityFollowersLow),
  FAN_OUT_BATCH: count.default(defaultFanOut.followersABatch),
  STORY_HOURS: z.coerce.number().positive().default(defaultJobSettings.storyHours),
  EXPORT_DAYS: count.default(defaultJobSettings.exportDays),
  ORPHAN_GRACE_DAYS: count.default(defaultJobSettings.orphanGraceDays),
  REDIS_SNAPSHOT_HOURS: count.default(defaultJobSettings.redisSnapshotHours),
  NOTIFY_BATCH: count.default(defaultNotices.followersABatch),
  NOTIFY_PAUSE_MS: z.coerce.number().int().min(0).default(defaultNotices.pauseMs),
  ...pushEnv,
  VIRAL_VIEWS: count.default(defaultJobSettings.viralViews),
  PREWARM: z.enum(['all', 'viral']).default(defaultJobSettings.prewarm),
  ...loadEnv,
}

export function jobSettingsOf(env: z.infer<z.ZodObject<typeof jobEnv>>): JobSettings {
  return {
    ...planSettingsOf(env),
    fanOut: {
      celebrityFollowers: env.CELEBRITY_FOLLOWERS,
      celebrityFollowersLow: env.CELEBRITY_FOLLOWERS_LOW,
      followersABatch: env.FAN_OUT_BATCH,
    },
    storyHours: env.STORY_HOURS,
    exportDays: env.EXPORT_DAYS,
    orphanGraceDays: env.ORPHAN_GRACE_DAYS,
    redisSnapshotHours: env.REDIS_SNAPSHOT_HOURS,
    notices: { followersABatch: env.NOTIFY_BATCH, pauseMs: env.NOTIFY_PAUSE_MS, days: env.NOTIFICATION_DAYS },
    push: pushOf(env),
    viralViews: env.VIRAL_VIEWS,
    prewarm: env.PREWARM,
    levels: loadSettingsOf(env),
  }
}
