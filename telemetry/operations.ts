import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { drainOnClose } from './drain.ts'
import { checkHealth, type HealthCheck } from './health.ts'

export interface Operations {
  registry: Registry
  checks: Record<string, HealthCheck>
  /** Names of checks that may fail while the process is ready. */
  optional?: ReadonlySet<string>
}

/**
 * What an operator asks of every process: `/health/live`, `/health/ready` (503 with the reasons), `/metrics`, and an end as soon
 * as the last answer is sent.
 */
export function serveOperations(app: FastifyInstance, { registry, checks, optional }: Operations): void {
  drainOnClose(app)
  app.get('/health/live', async () => ({ live: true }))
  app.get('/health/ready', async (_, reply) => {
    const report = await checkHealth(checks, optional)
    return reply.code(report.ready ? 200 : 503).send(report)
  })
  app.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
