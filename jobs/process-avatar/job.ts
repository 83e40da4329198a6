import type { Db, Tx } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { renditionFormats } from '@halide/schema/renditions.ts'
import { z } from 'zod'
import { drainBuffer } from '../drain-buffer/job.ts'
import { dropAvatar } from '../drop-avatar/job.ts'
import { defineJob, enqueue, idInPayload } from '../kit.ts'
import type { AvatarFile } from '../process-photo/encode.ts'
import { codeOf, problemOf } from '../process-photo/problem.ts'
import { readOriginal } from '../process-photo/read-original.ts'
import type { RenderOptions } from '../process-photo/render.ts'

/** What is made of an account's picture. */
export const avatarAlone: RenderOptions = { sizes: [], avatar: true, blurhash: false }

/**
 * Makes the squares of an account's picture, shows them, and drops the picture before it: one transaction, so that there is always one.
 * Decoded as any photo is. Killed anywhere it leaves objects that are PENDING at most, and the next run overwrites them.
 */
export const processAvatar = defineJob({
  name: 'process_avatar',
  what: 'Six squares, shown in place of the picture before.',
  payload: z.object({ avatarId: idInPayload }),
  key: ({ avatarId }) => avatarId.toString(),
  lane: 'upload',
  retry: { attempts: 6 },
  timeLimitMs: 180_000,
  async run({ avatarId }, { db, store, renderer, signal, attempt, requestId }) {
    const avatar = await findAvatar(db, avatarId)
    if (!avatar) return
    const original = await readOriginal(store, avatar)
    store.assertWritable()
    const outcome = await renderer.render(original, avatarAlone, signal)
    if (!outcome.ok) throw problemOf(outcome.fault, outcome.detail, attempt)
    signal.throwIfAborted()
    const stored = await Promise.all(
      outcome.photo.avatar.map(async (file) => {
        const row = rowOf(avatarId, file)
        const { contentType } = renditionFormats[file.format]
        return { row, staged: await store.stage(row.objectKey, file.bytes, { contentType, md5: row.md5 }) }
      }),
    )
    signal.throwIfAborted()
    const wasBuffered = await store.isBuffered(avatar.originalKey)
    await db.$transaction(async (tx) => {
      if (!(await isWanted(tx, avatar.userId, avatarId))) return
      await store.goLive(
        tx,
        stored.map(({ staged }) => staged),
      )
      await tx.avatarRendition.createMany({ data: stored.map(({ row }) => row) })
      await tx.avatar.update({ where: { id: avatarId }, data: { status: 'READY', failureCode: null } })
      const before = await tx.$queryRaw<{ id: bigint }[]>`
        update avatars set dropped_at = now()
        where user_id = ${avatar.userId} and id <> ${avatarId} and status = 'READY' and dropped_at is null returning id`
      for (const { id } of before) await enqueue(tx, dropAvatar, { avatarId: id }, { requestId })
      if (wasBuffered) await enqueue(tx, drainBuffer, {})
    })
  },
  giveUp: async ({ avatarId }, { db }, reason) => {
    await db.avatar.updateMany({
      where: { id: avatarId, status: 'PROCESSING' },
      data: { status: 'FAILED', failureCode: codeOf(reason) },
    })
  },
})

interface AvatarToProcess {
  userId: bigint
  originalKey: string
  originalMd5: Buffer
}

/** Null when there is nothing to do: it is READY, or nobody wants it any more. A FAILED one that is tried again counts. */
async function findAvatar(db: Db, avatarId: bigint): Promise<AvatarToProcess | null> {
  const [row] = await db.$queryRaw<(Omit<AvatarToProcess, 'originalMd5'> & { md5: Uint8Array })[]>`
    select avatars.user_id as "userId", original_key as "originalKey", md5
    from avatars join uploads on uploads.id = upload_id
    where avatars.id = ${avatarId} and avatars.status <> 'READY' and dropped_at is null`
  return row ? { userId: row.userId, originalKey: row.originalKey, originalMd5: Buffer.from(row.md5) } : null
}

/** All of the account's, locked in the same order by everybody: what is set, removed or made ready goes one after the other. */
async function isWanted(tx: Tx, userId: bigint, avatarId: bigint): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: bigint; wanted: boolean }[]>`
    select id, status <> 'READY' and dropped_at is null as wanted from avatars where user_id = ${userId} order by id for update`
  return rows.some(({ id, wanted }) => id === avatarId && wanted)
}

function rowOf(avatarId: bigint, { size, format, width, height, bytes, md5 }: AvatarFile) {
  const objectKey = objectKeys.avatar(avatarId, size, format)
  return { avatarId, size, format, width, height, byteSize: bytes.length, md5: Buffer.from(md5, 'hex'), objectKey }
}
