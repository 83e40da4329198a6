import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { RegisteredOperation } from '../registered.ts'
import { examplesOf } from './examples.ts'

/** People of the demo whom the explorer can become with one click. */
export interface DemoAccounts {
  handles: readonly string[]
  /** The one of all of them. */
  password: string
}

/** Everything is served from here, and nothing else may be called: Altair works without the internet. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const altair = join(dirname(fileURLToPath(import.meta.resolve('altair-static/package.json'))), 'build/dist')
const own = ['accounts.js', 'accounts.css', 'start.js']

/** `/explorer`: Altair, out of its package, with the registered operations as examples. */
export function serveExplorer(
  app: FastifyInstance,
  operations: readonly RegisteredOperation[],
  accounts?: DemoAccounts,
): void {
  const files = new Map(listFiles(altair).map((name) => [name, join(altair, name)]))
  for (const name of own) files.set(name, fileURLToPath(new URL(name, import.meta.url)))
  const page = makePage(readFileSync(join(altair, 'index.html'), 'utf8'))
  const config = JSON.stringify({ examples: examplesOf(operations), accounts: accounts ?? null })
  const send = (reply: FastifyReply, extension: string, body: string | Buffer, caching = 'no-cache') =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': caching })
      .type(types[extension] ?? 'application/octet-stream')
      .send(body)

  app.get('/explorer', (_, reply) => send(reply, '.html', page))
  app.get('/explorer/config.json', (_, reply) => send(reply, '.json', config))
  app.get<{ Params: { '*': string } }>('/explorer/*', async (request, reply) => {
    const name = request.params['*']
    const path = files.get(name)
    if (name === '') return send(reply, '.html', page)
    if (!path) return reply.code(404).send({ error: 'There is no such file.' })
    return send(reply, extname(name), readFileSync(path), 'public, max-age=3600')
  })
}

/** Names below a folder, with `/` between. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/** Throws when Altair's page is not as we know it. */
function makePage(html: string): string {
  const replaced = html
    .replace('<title>Altair</title>', '<title>Halide explorer</title>')
    .replace('<base href="/" />', '<base href="/explorer/" /><link rel="stylesheet" href="accounts.css" />')
    // Before Altair's own, which may keep the functions that it replaces.
    .replace('<script type="module" src="polyfills.js">', '<script type="module" src="accounts.js"></script>$&')
    .replace('</body>', '<script type="module" src="start.js"></script></body>')
  if (replaced.split('accounts.').length !== 3 || !replaced.includes('start.js'))
    throw new Error('Altair has another page')
  return replaced
}
