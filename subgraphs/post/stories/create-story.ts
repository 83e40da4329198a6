import type { Tx } from '@halide/prisma/client.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { PostDeps } from '../context.ts'
import { delayUnder, type PostOutcome, publish } from '../create-post.ts'
import { parsePostInput } from '../post-input.ts'
import type { CreateStoryInput, UserErrorCode } from '../resolvers.gen.ts'

/** Stories of one account at a time: what bounds a reel, and so the tray. */
export const mostStories = 100

/** Publishes an upload as a story that answers PROCESSING, in the same way as `createPost`. Its id is the post's. */
export async function createStory(
  { db, load, requestId }: Pick<PostDeps, 'db' | 'load'> & { requestId?: string },
  authorId: bigint,
  { photo, idempotencyKey }: CreateStoryInput,
): Promise<PostOutcome> {
  const parsed = parsePostInput({ photos: [photo], caption: '', idempotencyKey: idempotencyKey ?? null })
  const delayMs = await delayUnder(load)
  const outcome = parsed.ok
    ? await db.$transaction((tx) =>
        publish(tx, authorId, { ...parsed.post, kind: 'STORY' }, { requestId, delayMs }, () => checkRoom(tx, authorId)),
      )
    : parsed
  return outcome.ok ? outcome : { ok: false, userErrors: outcome.userErrors.map(inStory) }
}

async function checkRoom(tx: Tx, authorId: bigint): Promise<UserError<UserErrorCode>[]> {
  if ((await tx.story.count({ where: { authorId } })) < mostStories) return []
  return [userError('TOO_MANY', null, `You can have up to ${mostStories} stories at a time.`)]
}

/** `photos.0.…` of a post's input is `photo.…` of a story's. */
function inStory({ field, ...error }: UserError<UserErrorCode>): UserError<UserErrorCode> {
  return { ...error, field: field?.[0] === 'photos' ? ['photo', ...field.slice(2)] : field }
}
