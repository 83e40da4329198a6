import type { MediaDb } from '@halide/prisma/client.ts'
import { checkOriginalTicket } from '@halide/schema/original-ticket.ts'
import type { FastifyInstance } from 'fastify'
import type { OpenObject } from './hot-objects.ts'
import type { MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'
import { type ObjectToSend, outcomeOf, sendObject } from './send-object.ts'

export interface OriginalDeps {
  db: MediaDb
  open: OpenObject
  metrics: MediaMetrics
  /** Opens the tickets that the post subgraph sealed. */
  ticketSecret: string
}

/**
 * `GET` and `HEAD /originals/:photo?ticket=…`: the file as it was uploaded, for its author. One that is archived is refused as
 * RESTORING with the time to come back, and is being thawed from then on.
 */
export function serveOriginals(app: FastifyInstance, { db, open, metrics, ticketSecret }: OriginalDeps): void {
  app.route<{ Params: { photo: string }; Querystring: { ticket?: string | string[] } }>({
    method: ['GET', 'HEAD'],
    url: '/originals/:photo',
    handler: async (request, reply) => {
      reply.raw.once('close', () => metrics.originalAnswered(outcomeOf(reply)))
      const { ticket } = request.query
      const checked = checkOriginalTicket(request.params.photo, typeof ticket === 'string' ? ticket : '', ticketSecret)
      if (typeof checked === 'string') return refuse(reply, checked)
      const original = await findOriginal(db, checked.photoId)
      if (!original) return refuse(reply, 'IMAGE_NOT_FOUND')
      // What it is called by who uploaded it is not to be run by who fetches it.
      reply.header('content-disposition', 'attachment')
      return sendObject(open, original, request, reply)
    },
  })
}

async function findOriginal(db: MediaDb, photoId: bigint): Promise<ObjectToSend | null> {
  const [row] = await db.$queryRaw<{ objectKey: string; size: number; contentType: string; md5: Uint8Array }[]>`
    select original_key as "objectKey", byte_size as size, content_type as "contentType", md5
    from photos join posts on posts.id = photos.post_id join uploads on uploads.id = upload_id
    where photos.id = ${photoId} and posts.deleted_at is null`
  if (!row) return null
  const etag = `"${Buffer.from(row.md5).toString('hex')}"`
  // For this author alone, and asked for anew each time: the post may be deleted.
  return { ...row, etag, cacheControl: 'private, no-cache' }
}
