import { sql } from '@halide/prisma/client.ts'
import { hashtagsIn } from '@halide/schema/hashtags.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'

/** Posts read by one statement. */
const batchSize = 500

/** Gives hashtags to posts that are older than those: createPost does so itself. Run by the clock; where none is left it costs nothing. */
export const tagPosts = defineJob({
  name: 'tag_posts',
  what: 'Hashtags of posts older than those, 500 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'posts', sql`select from posts where not tagged`),
  async run(_, { db, signal, log, progress }) {
    let tagged = 0
    for (;;) {
      const posts = await db.$queryRaw<{ id: bigint; caption: string }[]>`
        select id, caption from posts where not tagged order by id limit ${batchSize}::int`
      if (posts.length === 0) break
      const found = posts.map(({ id, caption }) => ({ id, names: hashtagsIn(caption) }))
      for (const { id, names } of found.filter(({ names }) => names.length > 0)) {
        signal.throwIfAborted()
        await db.$executeRaw`select tag_post(${id}, ${names}::text[])`
      }
      await db.$executeRaw`update posts set tagged = true where id = any(${posts.map(({ id }) => id)}::bigint[])`
      tagged += posts.length
      progress?.(tagged)
    }
    if (tagged > 0) log.info({ tagged }, 'older posts have their hashtags')
  },
})
