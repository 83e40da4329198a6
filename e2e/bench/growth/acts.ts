import type { JobContext } from '@halide/jobs/context.ts'
import { fanOutPost } from '@halide/jobs/fan-out-post/job.ts'
import { createPost } from '@halide/post/create-post.ts'
import { createUpload } from '@halide/post/create-upload.ts'
import { calm } from '@halide/prisma/load.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { redisKeys } from '@halide/schema/redis-keys.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { followUser } from '@halide/user/follow-user.ts'
import { createMetrics } from '@halide/user/metrics.ts'
import type { Place } from './place.ts'

/** Something that people or jobs do, as production does it. */
export interface Act {
  name: string
  /** How often in one round. */
  times: number
  /** What one act is divided by. */
  per?: number
  /** All that is not measured; answers what is. */
  prepare(): Promise<() => Promise<unknown>>
}

/** The app's page of ten, and the one more that tells whether there is another. */
const page = 11

export function actsAt(place: Place, job: JobContext): Act[] {
  const { db, timeline, live, cache, author, readers } = place
  const metrics = createMetrics(createRegistry('user'))
  const celebrity = { followers: job.fanOut.celebrityFollowers, followersLow: job.fanOut.celebrityFollowersLow }
  const load = { now: async () => calm }
  let turn = 0
  const next = () => readers[turn++ % readers.length]!
  const upload = async (userId: bigint) => {
    const input = { byteSize: 100_000, contentType: 'image/jpeg', md5: '00112233445566778899aabbccddeeff' }
    const made = await createUpload({ db, maxUploadBytes: 50_000_000 }, userId, input)
    if (!made.ok) throw new Error(made.userErrors[0]!.message)
    return made.upload.id
  }
  const isComplete = (expected: boolean, what: string) => {
    if (!expected) throw new Error(`${what} did not do what it is measured for`)
  }
  return [
    {
      name: 'home feed, warm',
      times: 20,
      prepare: async () => {
        const reader = next()
        await timeline.homeFeed(reader, null, page)
        return () => timeline.homeFeed(reader, null, page)
      },
    },
    {
      name: 'home feed, cold',
      times: 10,
      prepare: async () => {
        const reader = next()
        await cache.redis.del(redisKeys.feed(reader), redisKeys.followingCelebrities(reader))
        return () => timeline.homeFeed(reader, null, page)
      },
    },
    {
      name: 'fan-out of a post, a follower',
      times: 2,
      per: author.followers,
      prepare: async () => {
        const [{ id: postId }] = await db.$queryRaw<[{ id: bigint }]>`
          insert into posts (id, author_id, caption, status, position, tagged)
          values (next_id(), ${author.id}, '', 'READY', next_id(), true) returning id`
        const ctx = { ...job, db, timeline, live, signal: new AbortController().signal, attempt: 1 }
        return () => fanOutPost.run({ postId }, ctx)
      },
    },
    {
      name: 'follow',
      times: 5,
      prepare: async () => {
        const [{ follower, followee }] = await db.$queryRaw<[{ follower: bigint; followee: bigint }]>`
          select past_id(floor(random() * ${place.people})::bigint) follower, past_id(floor(random() * ${place.people})::bigint) followee`
        return () => followUser({ db, metrics, celebrity }, follower, followee)
      },
    },
    {
      name: 'createUpload',
      times: 5,
      prepare: async () => {
        const userId = next()
        return () => upload(userId)
      },
    },
    {
      name: 'createPost',
      times: 5,
      prepare: async () => {
        const userId = next()
        const uploadId = await upload(userId)
        await db.$executeRaw`update uploads set status = 'STORED' where id = ${uploadId}`
        const input = { photos: [{ uploadId: encodeId('upload', uploadId) }], caption: 'A day at the sea' }
        return async () => isComplete((await createPost({ db, load }, userId, input)).ok, 'createPost')
      },
    },
  ]
}
