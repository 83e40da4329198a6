import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import type { HealthCheck } from './health.ts'
import { serveOperations } from './operations.ts'
import { createRegistry, Gauge } from './registry.ts'

const up: HealthCheck = async () => 'version 1'
const down: HealthCheck = async () => {
  throw new Error('connection refused')
}

async function ready(checks: Record<string, HealthCheck>, optional?: ReadonlySet<string>) {
  const app = Fastify()
  serveOperations(app, { registry: createRegistry('test'), checks, ...(optional && { optional }) })
  return app.inject('/health/ready')
}

test('a process is ready when every dependency is', async () => {
  const answer = await ready({ postgres: up })
  assert.equal(answer.statusCode, 200)
  assert.deepEqual(answer.json(), { ready: true, dependencies: { postgres: { ok: true, detail: 'version 1' } } })
})

test('one lost dependency makes it unready and is named with its reason', async () => {
  const answer = await ready({ postgres: up, s3: down })
  assert.equal(answer.statusCode, 503)
  assert.deepEqual(answer.json().dependencies.s3, { ok: false, detail: 'connection refused' })
})

test('a lost dependency that Halide works without is shown and forgiven', async () => {
  const answer = await ready({ redis: down }, new Set(['redis']))
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.json().dependencies.redis.ok, false)
})

test('metrics of Node itself are served with the name of the process', async () => {
  const app = Fastify()
  serveOperations(app, { registry: createRegistry('test'), checks: {} })
  const { body } = await app.inject('/metrics')
  assert.match(body, /nodejs_eventloop_lag_p99_seconds\{process="test"\} /)
})

test('a metric that cannot be collected is absent, and the others are served', async () => {
  const registry = createRegistry('test')
  let answers = false
  const gauge = (name: string, labelNames: string[]) =>
    new Gauge({
      name,
      help: name,
      labelNames,
      registers: [registry],
      async collect() {
        if (!answers) throw new Error('the database does not answer')
        this.set(labelNames.length > 0 ? { job: 'some' } : {}, 7)
      },
    })
  gauge('asked', [])
  gauge('asked_by_job', ['job'])
  const lost = await registry.metrics()
  assert.match(lost, /^nodejs_version_info/m)
  assert.doesNotMatch(lost, /^asked/m)
  answers = true
  const found = await registry.metrics()
  assert.match(found, /^asked\{process="test"\} 7$/m)
  assert.match(found, /^asked_by_job\{job="some",process="test"\} 7$/m)
})
