import type { Tx } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { lockAuthor } from './author-lock.ts'
import type { PostDeps } from './context.ts'
import type { UploadParent } from './parents.ts'
import type { CreateUploadInput, UserErrorCode } from './resolvers.gen.ts'
import { parseUploadInput, type UploadPromise } from './upload-input.ts'

/** Milliseconds in which the bytes must be sent. */
export const uploadLifetimeMs = 3_600_000

export type UploadOutcome = { ok: true; upload: UploadParent } | { ok: false; userErrors: UserError<UserErrorCode>[] }

/** Takes down what a client will send, and reserves the id of the post that will be made of it. */
export async function createUpload(
  { db, maxUploadBytes }: Pick<PostDeps, 'db' | 'maxUploadBytes'>,
  userId: bigint,
  input: CreateUploadInput,
): Promise<UploadOutcome> {
  const parsed = parseUploadInput(input, maxUploadBytes)
  if (!parsed.ok) return parsed
  const { promise } = parsed
  return db.$transaction(async (tx) => {
    await lockAuthor(tx, userId)
    const first = await findReplayed(tx, userId, promise)
    if (first) return { ok: true, upload: first }
    const fault = await checkReservation(tx, userId, promise)
    if (fault) return { ok: false, userErrors: [fault] }
    return { ok: true, upload: await insertUpload(tx, userId, promise) }
  })
}

async function findReplayed(tx: Tx, userId: bigint, { idempotencyKey }: UploadPromise): Promise<UploadParent | null> {
  if (idempotencyKey === null) return null
  return tx.upload.findUnique({ where: { userId_idempotencyKey: { userId, idempotencyKey } } })
}

/** A reservation can be joined by the user who has it, until its post is made. */
async function checkReservation(
  tx: Tx,
  userId: bigint,
  { postId }: UploadPromise,
): Promise<UserError<UserErrorCode> | null> {
  if (postId === null) return null
  const reserved = await tx.upload.findFirst({ where: { postId, userId }, select: { id: true } })
  if (!reserved) return userError('POST_NOT_FOUND', 'postId', 'No upload of yours has this postId.')
  const made = await tx.post.findUnique({ where: { id: postId }, select: { id: true } })
  return made && userError('UPLOAD_USED', 'postId', 'This post is made already. Begin another one.')
}

async function insertUpload(tx: Tx, userId: bigint, promise: UploadPromise): Promise<UploadParent> {
  const [made] = await tx.$queryRaw<{ id: bigint; postId: bigint; expiresAt: Date }[]>`
    select next_id() as id, coalesce(${promise.postId}::bigint, next_id()) as "postId",
      now() + ${uploadLifetimeMs}::int * interval '1 ms' as "expiresAt"`
  const { id, postId, expiresAt } = made!
  const objectKey = objectKeys.original(userId, postId, id)
  return tx.upload.create({ data: { ...promise, id, userId, postId, objectKey, expiresAt } })
}
