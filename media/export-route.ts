import { Readable } from 'node:stream'
import type { MediaDb } from '@halide/prisma/client.ts'
import { checkExportTicket } from '@halide/schema/export-ticket.ts'
import type { FastifyInstance } from 'fastify'
import type { ObjectReader } from './await-region.ts'
import type { MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'
import { outcomeOf } from './send-object.ts'

export interface ExportDeps {
  db: MediaDb
  objects: ObjectReader
  metrics: MediaMetrics
  /** Opens the tickets that the user subgraph sealed. */
  ticketSecret: string
}

interface Part {
  key: string
  bytes: number
}

/** `GET` and `HEAD /exports/:export?ticket=…`: a data export, its parts joined, for its owner and for as long as it is there. */
export function serveExports(app: FastifyInstance, { db, objects, metrics, ticketSecret }: ExportDeps): void {
  app.route<{ Params: { export: string }; Querystring: { ticket?: string | string[] } }>({
    method: ['GET', 'HEAD'],
    url: '/exports/:export',
    handler: async (request, reply) => {
      reply.raw.once('close', () => metrics.originalAnswered(outcomeOf(reply)))
      const { ticket } = request.query
      const checked = checkExportTicket(request.params.export, typeof ticket === 'string' ? ticket : '', ticketSecret)
      if (typeof checked === 'string') return refuse(reply, checked)
      const parts = await findParts(db, checked.exportId)
      if (parts.length === 0) return refuse(reply, 'NOT_FOUND')
      reply.headers({
        'content-type': 'application/zip',
        'content-length': parts.reduce((sum, { bytes }) => sum + bytes, 0),
        'content-disposition': 'attachment; filename="halide.zip"',
        'cache-control': 'private, no-store',
      })
      return request.method === 'HEAD' ? reply.send() : reply.send(Readable.from(join(objects, parts)))
    },
  })
}

/** One part open at a time. A missing one breaks the answer off: it is shorter than it said. */
async function* join(objects: ObjectReader, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const { key } of parts) {
    const object = await objects.open(key)
    if (!object) throw new Error(`a part of a data export is in no region: ${key}`)
    for await (const chunk of object.body) yield chunk as Buffer
  }
}

/** None of an export that is not READY, or over, or of an account that is deleted. */
function findParts(db: MediaDb, exportId: bigint): Promise<Part[]> {
  return db.$queryRaw`
    select object_key as key, bytes from data_export_parts
    join data_exports on data_exports.id = export_id and state = 'READY' and expires_at > now()
    join users on users.id = user_id and users.deleted_at is null and users.suspended_at is null
    where export_id = ${exportId} order by ordinal`
}
