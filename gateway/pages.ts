import type { FastifyInstance } from 'fastify'
import type { Identity } from './identity.ts'

const page = (links: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Halide</title>
<h1>Halide</h1>
<p>A GraphQL API. Send operations to <code>/graphql</code>.
<ul>
${links}<li><a href="/health/ready">Health</a>
<li><a href="/metrics">Metrics</a>
<li><a href="/.well-known/jwks.json">Keys of access tokens</a>
</ul>
</html>
`

/** What the gateway shows besides GraphQL: a page at `/`, and the keys with which others verify access tokens. */
export function servePages(app: FastifyInstance, identity: Identity, hasExplorer: boolean): void {
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      ...(request.protocol === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        reply.getHeader('content-security-policy') ?? "default-src 'none'; frame-ancestors 'none'",
    })
  })
  const links = hasExplorer ? '<li><a href="/explorer">Explorer</a>\n' : ''
  app.get('/', async (_, reply) => reply.type('text/html; charset=utf-8').send(page(links)))
  app.get('/.well-known/jwks.json', async (_, reply) => {
    const keys = await identity.keys().catch(() => null)
    if (!keys) return reply.code(503).header('cache-control', 'no-store').send({ error: 'The keys cannot be had now.' })
    return reply.header('cache-control', 'public, max-age=300').send(keys)
  })
}
