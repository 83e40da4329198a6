import type { IncomingMessage } from 'node:http'
import { notices } from '@halide/schema/notices.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { traced } from '@halide/telemetry/traces.ts'
import type { FastifyInstance } from 'fastify'
import { acceptUpload, type UploadDeps } from './accept-upload.ts'
import type { MediaMetrics } from './metrics.ts'
import { refuse } from './refuse.ts'

/** How long the client of a refused upload may go on sending: closing at once could make it miss the answer. */
const lingerMs = 5_000

/** `PUT /uploads/:uploadId?ticket=…`: 201 when the bytes are stored, 200 when they already were, else a refusal. QUEUED bytes are as safe; what they become waits. */
export function serveUploads(app: FastifyInstance, deps: UploadDeps, metrics: MediaMetrics): void {
  // The route reads the body itself, and not before the request has passed every check.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, __, done) => done(null))
  // Who asks before sending gets no "100 Continue" before the checks either.
  app.server.on('checkContinue', (message, response) => app.routing(message, response))

  app.put<{ Params: { uploadId: string }; Querystring: { ticket?: string | string[] } }>(
    '/uploads/:uploadId',
    async (request, reply) => {
      const { uploadId } = request.params
      const { ticket } = request.query
      const upload = {
        uploadId,
        ticket: typeof ticket === 'string' ? ticket : '',
        message: request.raw,
        wantBody: () => {
          if (request.headers.expect) reply.raw.writeContinue()
        },
        log: request.log as Logger,
      }
      const outcome = await traced('upload', { 'halide.request_id': request.id }, () => acceptUpload(deps, upload), {
        kind: 'SERVER',
        causedBy: null,
      })
      if (!outcome.ok) {
        metrics.uploadRefused(outcome.code)
        dropUnread(request.raw)
        return refuse(reply, outcome.code)
      }
      if (outcome.created) metrics.uploadStored(Number(request.headers['content-length']), reply.elapsedTime / 1000)
      else metrics.uploadRepeated()
      return reply
        .code(outcome.created ? 201 : 200)
        .header('cache-control', 'no-store')
        .send(outcome.queued ? { uploadId, status: 'QUEUED', message: notices.QUEUED } : { uploadId, status: 'STORED' })
    },
  )
}

/** Reads what is still coming into nothing, but not for long. */
function dropUnread(message: IncomingMessage): void {
  if (message.complete) return
  const timer = setTimeout(() => message.destroy(), lingerMs)
  message.once('close', () => clearTimeout(timer))
  message.once('end', () => clearTimeout(timer))
  message.resume()
}
