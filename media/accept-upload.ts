import type { IncomingMessage } from 'node:http'
import type { MediaDb } from '@halide/prisma/client.ts'
import { decodeId } from '@halide/schema/ids.ts'
import { checkTicket } from '@halide/schema/upload-ticket.ts'
import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import type { ByteBudget } from './byte-budget.ts'
import { type Received, receive } from './receive.ts'
import type { MediaRefusal } from './refusals.ts'
import type { MediaLimits } from './settings.ts'

export interface UploadDeps {
  db: MediaDb
  store: ObjectStore
  /** Opens the tickets that the post subgraph sealed. */
  uploadSecret: string
  budget: ByteBudget
  limits: MediaLimits
}

export interface UploadRequest {
  /** Global id, `upload_…`. */
  uploadId: string
  ticket: string
  /** Its headers are checked before a byte of its body is asked for. */
  message: IncomingMessage
  /** Called once, when the body is wanted. */
  wantBody(): void
  log: Logger
}

/** `queued`: no region has the bytes yet, the buffer holds them. */
export type UploadOutcome = { ok: true; created: boolean; queued: boolean } | { ok: false; code: MediaRefusal }

/** What createUpload promised about the bytes. */
interface Promised {
  id: bigint
  byteSize: number
  contentType: string
  md5: Uint8Array
  objectKey: string
  status: 'ISSUED' | 'STORED' | 'USED'
}

/** Takes the bytes of one upload. Acknowledged means: verified in the store or its buffer, LIVE in the ledger, and the upload STORED. */
export async function acceptUpload(deps: UploadDeps, request: UploadRequest): Promise<UploadOutcome> {
  const { db, uploadSecret, budget, limits } = deps
  const id = decodeId('upload', request.uploadId)
  if (id === null) return refused('UPLOAD_NOT_FOUND')
  const ticketFault = checkTicket(id.toString(), request.ticket, uploadSecret)
  if (ticketFault) return refused(ticketFault)
  const upload = await db.upload.findUnique({ where: { id } })
  if (!upload) return refused('UPLOAD_NOT_FOUND')
  const headerFault = checkHeaders(request.message, upload, limits)
  if (headerFault) return refused(headerFault)

  if (!budget.take(upload.byteSize)) return refused('OVERLOADED')
  try {
    request.wantBody()
    const { uploadIdleMs: idleMs, uploadTimeoutMs: totalMs } = limits
    const received = await receive(request.message, upload.byteSize, { idleMs, totalMs })
    if (typeof received === 'string') return refused(received)
    if (!received.md5.equals(upload.md5)) return refused('CHECKSUM_MISMATCH')
    // A repeat is read and checked all the same: other bytes must not hear that they are stored.
    if (upload.status !== 'ISSUED')
      return { ok: true, created: false, queued: await deps.store.isBuffered(upload.objectKey) }
    return await keep(deps, upload, received, request.log)
  } finally {
    budget.give(upload.byteSize)
  }
}

function checkHeaders({ headers }: IncomingMessage, promised: Promised, limits: MediaLimits): MediaRefusal | null {
  const length = headers['content-length']
  if (length === undefined) return 'LENGTH_REQUIRED'
  if (Number(length) > limits.maxUploadBytes) return 'FILE_TOO_LARGE'
  if (Number(length) !== promised.byteSize) return 'SIZE_MISMATCH'
  return mediaType(headers['content-type']) === mediaType(promised.contentType) ? null : 'CONTENT_TYPE_MISMATCH'
}

/** `image/jpeg` of `Image/JPEG; q=1`. */
function mediaType(contentType = ''): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

async function keep(
  { db, store }: UploadDeps,
  upload: Promised,
  received: Received,
  log: Logger,
): Promise<UploadOutcome> {
  const { id, objectKey, contentType } = upload
  try {
    const staged = await store.stage(objectKey, received.bytes, { contentType, md5: received.md5, buffer: true })
    const outcome = await db.$transaction(async (tx) => {
      const stored = await tx.upload.updateMany({
        where: { id, status: 'ISSUED' },
        data: { status: 'STORED', storedAt: new Date() },
      })
      if (stored.count === 1) {
        await store.goLive(tx, [staged])
        return { ok: true, created: true, queued: staged.buffered } as const
      }
      // Another PUT of the same ticket was first…
      if (await tx.upload.findUnique({ where: { id }, select: { id: true } }))
        return { ok: true, created: false, queued: staged.buffered } as const
      // …or the upload was swept away while its bytes were coming: nothing will ever refer to them.
      await store.tombstone(tx, [objectKey])
      return refused('UPLOAD_NOT_FOUND')
    })
    if (!outcome.ok) await store.erase([objectKey])
    return outcome
  } catch (error) {
    if (!(error instanceof StorageFault)) throw error
    if (error.code === 'KEY_TAKEN') return refused('UPLOAD_NOT_FOUND')
    log.error({ err: error, uploadId: id.toString() }, 'upload not stored')
    return refused('STORAGE_UNAVAILABLE')
  }
}

function refused(code: MediaRefusal) {
  return { ok: false, code } as const
}
