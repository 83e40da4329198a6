import { checkAll, checkSample } from './check-integrity/job.ts'
import { drainBuffer } from './drain-buffer/job.ts'
import { fanOutBatch } from './fan-out-post/batch.ts'
import { fanOutPost } from './fan-out-post/job.ts'
import { forgetPost } from './forget-post/job.ts'
import { hardDeletePost } from './hard-delete-posts/hard-delete-post.ts'
import { hardDeletePosts } from './hard-delete-posts/job.ts'
import type { Job } from './kit.ts'
import { moveCelebrity } from './move-celebrity/job.ts'
import { markFollowers } from './move-celebrity/mark-followers.ts'
import { processPhoto } from './process-photo/job.ts'
import { purgeAuthor } from './purge-author/job.ts'
import { purgePost } from './purge-post/job.ts'
import { refreshFeed } from './refresh-feed/job.ts'
import { replicateObjects } from './replicate-objects/job.ts'
import { retractPost } from './retract-post/job.ts'
import { sweepObjects } from './sweep-objects/job.ts'
import { sweepUploads } from './sweep-uploads/job.ts'
import { warmFeeds } from './warm-feeds/job.ts'

/** Every job, in the order in which a photo meets them. A job that is not here never runs. */
export const pipeline: readonly Job[] = [
  // createPost
  processPhoto,
  // the post is READY
  fanOutPost,
  fanOutBatch,
  // somebody follows, unfollows, or has become too many
  refreshFeed,
  moveCelebrity,
  markFollowers,
  // deletePost
  retractPost,
  purgePost,
  // an account goes private
  purgeAuthor,
  // by the clock
  drainBuffer,
  replicateObjects,
  sweepUploads,
  sweepObjects,
  hardDeletePosts,
  hardDeletePost,
  forgetPost,
  checkSample,
  checkAll,
  warmFeeds,
]
