import { setTimeout as sleep } from 'node:timers/promises'
import { imagesOf } from '../images.ts'
import { type Cause, inTurn, job, nothing, pause, pauseJobs, publish, readFeed, upload } from './cause.ts'

/** What people notice: uploads, feeds and images. */
export const readerCauses = [
  {
    says: 'a region hangs for 12 s in the middle of uploads',
    alerts: ['UploadLatencyHigh', 'UploadLatencyCritical'],
    async make(scene) {
      await upload(scene)
      await pause(scene.world, 's3-primary', 12_000, () => Promise.all([upload(scene), upload(scene), upload(scene)]))
      return nothing
    },
  },
  {
    says: 'the feed subgraph hangs for 1.7 s',
    alerts: ['FeedLatencyHigh', 'FeedLatencyCritical'],
    async make(scene) {
      await pause(scene.world, 'feed', 1_700, () => Promise.all([readFeed(scene), readFeed(scene)]))
      return nothing
    },
  },
  {
    says: 'fan-out is paused, and what was posted a minute ago is in no feed',
    alerts: ['FeedsStale'],
    async make(scene) {
      const resume = await pauseJobs(scene, ['fan_out_post'])
      // Warm: a cold one would be built as it is read.
      await scene.ben.homeFeed()
      await publish(scene, 30)
      await sleep(61_000)
      await job(scene.world, 'check_feeds')
      return resume
    },
  },
  {
    says: 'images are purged from the CDN as fast as they are read',
    alerts: ['CdnHitRateLow', 'CdnHitRateCritical'],
    async make({ cdn, ada, postId }, until) {
      const paths = (await imagesOf(ada, postId)).map(({ url }) => new URL(url).pathname)
      void inTurn(until, async () => {
        await cdn.purge(paths)
        for (const path of paths) await (await fetch(cdn.url + path)).arrayBuffer()
        await sleep(200)
      })
      return nothing
    },
  },
] satisfies Cause[]
