import { type Db, sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { avatarPathsOf } from '../drop-avatar/purge-avatar.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import { imagePathsOf, latest, purgeAgainAfterMs } from '../purge-post/job.ts'

/** Photos that one run purges; the next run goes on after them. */
const batchSize = 25

/** Takes all images of an account that went private, or was suspended or deleted, out of the CDN, as often as those of a deleted post. */
export const purgeAuthor = defineJob({
  name: 'purge_author',
  what: 'The CDN forgets its images, 25 photos a job.',
  payload: z.object({ userId: idInPayload, afterPhotoId: idInPayload.optional(), startedAt: z.number().optional() }),
  key: ({ userId, afterPhotoId }) => `${userId}:${afterPhotoId ?? 0}`,
  lane: 'publish',
  retry: { attempts: 12 },
  plan: ({ userId, afterPhotoId = 0n }, { db }) =>
    countPlanned(
      db,
      'photos',
      sql`select from photos join posts on posts.id = post_id where author_id = ${userId} and photos.id > ${afterPhotoId}`,
    ),
  run: async ({ userId, afterPhotoId = 0n, ...begun }, { db, cdn, signal, requestId }) => {
    const author = await db.user.findUnique({
      where: { id: userId },
      select: { privateSince: true, suspendedAt: true, deletedAt: true },
    })
    // Private before, its images are in no cache, but its picture may be.
    const hiddenSince = latest(author?.privateSince, author?.suspendedAt, author?.deletedAt)
    if (!hiddenSince || cdn.kind === 'none') return
    const startedAt = begun.startedAt ?? (await databaseTime(db))
    const photos = await db.photo.findMany({
      where: { id: { gt: afterPhotoId }, post: { authorId: userId } },
      orderBy: { id: 'asc' },
      take: batchSize,
      select: { id: true, edition: true },
    })
    await cdn.purge(
      photos.flatMap(({ id, edition }) => imagePathsOf(id, edition)),
      signal,
    )
    if (photos.length === batchSize) {
      await enqueue(db, purgeAuthor, { userId, afterPhotoId: photos.at(-1)!.id, startedAt }, { requestId })
      return
    }
    if (author?.deletedAt || author?.suspendedAt) await cdn.purge(await picturesOf(db, userId), signal)
    const age = startedAt - hiddenSince.getTime()
    const next = purgeAgainAfterMs.find((after) => after > age)
    if (next !== undefined) await enqueue(db, purgeAuthor, { userId }, { delayMs: next - age, requestId })
  },
})

async function picturesOf(db: Db, userId: bigint): Promise<string[]> {
  const avatars = await db.avatar.findMany({ where: { userId, droppedAt: null }, select: { id: true } })
  return avatars.flatMap(({ id }) => avatarPathsOf(id))
}
