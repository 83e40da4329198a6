import type { FastifyInstance } from 'fastify'

/**
 * Lets `app.close()` end as soon as the last answer is sent: each answer given meanwhile closes its connection, which would
 * otherwise be kept alive for more than a minute. Needs `forceCloseConnections: 'idle'` for those that are not in use.
 */
export function drainOnClose(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}
