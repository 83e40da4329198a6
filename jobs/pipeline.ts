import { checkFeeds } from './check-feeds/job.ts'
import { checkAll, checkSample } from './check-integrity/job.ts'
import { repairObject } from './check-integrity/repair-object.ts'
import { destroyAccount } from './destroy-accounts/destroy-account.ts'
import { destroyAccounts } from './destroy-accounts/job.ts'
import { drainBuffer } from './drain-buffer/job.ts'
import { dropAvatar } from './drop-avatar/job.ts'
import { purgeAvatar } from './drop-avatar/purge-avatar.ts'
import { endStories } from './end-stories/job.ts'
import { expireExports } from './expire-exports/job.ts'
import { exportData } from './export-data/job.ts'
import { fanOutBatch } from './fan-out-post/batch.ts'
import { fanOutPost } from './fan-out-post/job.ts'
import { findOrphans } from './find-orphans/job.ts'
import { foldViews } from './fold-views/job.ts'
import { forgetPost } from './forget-post/job.ts'
import { hardDeletePost } from './hard-delete-posts/hard-delete-post.ts'
import { hardDeletePosts } from './hard-delete-posts/job.ts'
import type { Job } from './kit.ts'
import { makeViral } from './make-viral/job.ts'
import { measureStorage } from './measure-storage/job.ts'
import { moveCelebrity } from './move-celebrity/job.ts'
import { markFollowers } from './move-celebrity/mark-followers.ts'
import { notifyFollowed } from './notify-followed/job.ts'
import { notifyFollowers } from './notify-followers/job.ts'
import { prewarmPost } from './prewarm-post/job.ts'
import { processAvatar } from './process-avatar/job.ts'
import { processPhoto } from './process-photo/job.ts'
import { purgeAuthor } from './purge-author/job.ts'
import { purgePost } from './purge-post/job.ts'
import { purgeEdition } from './purge-post/purge-edition.ts'
import { pushNotifications } from './push-notifications/job.ts'
import { rankExplore } from './rank-explore/job.ts'
import { reconcileCounters } from './reconcile-counters/job.ts'
import { refreshFeed } from './refresh-feed/job.ts'
import { repayQuality } from './repay-quality/job.ts'
import { replicateObjects } from './replicate-objects/job.ts'
import { retractPost } from './retract-post/job.ts'
import { snapshotRedis } from './snapshot-redis/job.ts'
import { sweepNotifications } from './sweep-notifications/job.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { sweepQuarantine } from './sweep-quarantine/job.ts'
import { sweepSessions } from './sweep-sessions/job.ts'
import { sweepUploads } from './sweep-uploads/job.ts'
import { tagPosts } from './tag-posts/job.ts'
import { thawOriginal } from './thaw-original/job.ts'
import { tierStorage } from './tier-storage/job.ts'
import { warmFeeds } from './warm-feeds/job.ts'
import { withdrawAccount } from './withdraw-account/job.ts'

/** Every job, in the order in which a photo meets them. A job that is not here never runs. */
export const pipeline: readonly Job[] = [
  // createPost
  processPhoto,
  // the post is READY
  fanOutPost,
  fanOutBatch,
  prewarmPost,
  // and its author a celebrity, or the post looked at by many
  makeViral,
  notifyFollowers,
  // somebody follows, unfollows, or has become too many
  refreshFeed,
  notifyFollowed,
  moveCelebrity,
  markFollowers,
  // deletePost
  retractPost,
  purgePost,
  // setAvatar, removeAvatar
  processAvatar,
  dropAvatar,
  purgeAvatar,
  // the author wants an archived original back
  thawOriginal,
  // an account goes private
  purgeAuthor,
  // requestDataExport
  exportData,
  expireExports,
  // deleteAccount, restoreAccount
  withdrawAccount,
  destroyAccounts,
  destroyAccount,
  // by the clock
  drainBuffer,
  replicateObjects,
  endStories,
  sweepUploads,
  sweepObjects,
  hardDeletePosts,
  hardDeletePost,
  forgetPost,
  tierStorage,
  measureStorage,
  checkSample,
  checkAll,
  purgeEdition,
  findOrphans,
  repairObject,
  repayQuality,
  checkFeeds,
  warmFeeds,
  foldViews,
  reconcileCounters,
  pushNotifications,
  snapshotRedis,
  sweepSessions,
  sweepNotifications,
  sweepQuarantine,
  tagPosts,
  rankExplore,
]
