import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { BuiltApp } from '../build.ts'
import { icon, manifest, page, pageHeaders } from './page.ts'

const compress = promisify(brotliCompress)

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  map: 'application/json',
}

const pushWorker = readFileSync(new URL('push-worker.js', import.meta.url), 'utf8')

const forEver = 'public, max-age=31536000, immutable'

/** The app's files below `/assets/`, and the one page at every other address: which view it shows is the app's matter. */
export function serveApp(app: FastifyInstance, { app: built, mediaUrl }: { app: BuiltApp; mediaUrl: string }): void {
  const html = page(built)
  const headers = pageHeaders(mediaUrl)
  const compressed = new Map<string, Promise<Uint8Array>>()

  app.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const name = request.params['*']
    const bytes = built.files.get(name)
    if (!bytes) return reply.code(404).header('cache-control', 'no-store').send({ error: 'No such file.' })
    reply.headers({ 'cache-control': forEver, 'x-content-type-options': 'nosniff', vary: 'accept-encoding' })
    reply.type(types[name.split('.').at(-1)!] ?? 'application/octet-stream')
    if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(bytes)
    if (!compressed.has(name))
      compressed.set(name, compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    return reply.header('content-encoding', 'br').send(await compressed.get(name))
  })
  app.get('/icon.svg', (_, reply) => asset(reply, 'image/svg+xml', icon))
  app.get('/push-worker.js', (_, reply) => asset(reply, types.js!, pushWorker))
  app.get('/app.webmanifest', (_, reply) => asset(reply, 'application/manifest+json', manifest))
  app.get('/*', (_, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(html))
}

function asset(reply: FastifyReply, type: string, text: string) {
  return reply
    .headers({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' })
    .type(type)
    .send(text)
}
