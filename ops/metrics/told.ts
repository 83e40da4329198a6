import { createMetrics as ofEngagement } from '@halide/engagement/metrics.ts'
import { createMetrics as ofGateway } from '@halide/gateway/metrics.ts'
import { createMetrics as ofJobs } from '@halide/jobs/metrics.ts'
import { createMediaMetrics } from '@halide/media/metrics.ts'
import { createMetrics as ofPost } from '@halide/post/metrics.ts'
import type { Db } from '@halide/prisma/client.ts'
import type { Pool } from '@halide/prisma/pool.ts'
import { exposePool, observePool } from '@halide/prisma/pool-metrics.ts'
import { measureBuffer } from '@halide/storage/drain.ts'
import { createStorageMetrics } from '@halide/storage/metrics.ts'
import { measureLag } from '@halide/storage/replicate.ts'
import { createMetrics as ofSubgraphs } from '@halide/subgraph-kit/metrics.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { describeMetrics, type MetricDescription, type Registry } from '@halide/telemetry/registry.ts'
import { createMetrics as ofTimeline } from '@halide/timeline/metrics.ts'
import { createMetrics as ofUser } from '@halide/user/metrics.ts'
import { createMetrics as ofWeb } from '@halide/web/door/metrics.ts'

export interface MetricsOfRoom {
  title: string
  /** Which processes tell them. */
  processes: readonly string[]
  metrics: readonly MetricDescription[]
}

const subgraphs = ['user', 'post', 'feed', 'engagement', 'jobs']
/** They are declared, and never collected. */
const db = {} as Db
const pool = {} as Pool
const log = createLogger('metrics', 'silent')

function room(title: string, processes: readonly string[], declare: (registry: Registry) => void): MetricsOfRoom {
  return { title, processes, metrics: describeMetrics(declare) }
}

/** Every metric of our own, by the room that declares it; every process has those of Node beside them. */
export const metricsOfRooms: readonly MetricsOfRoom[] = [
  room('Gateway', ['gateway'], (registry) => {
    const metrics = ofGateway(registry)
    metrics.watchRedis(() => true)
    metrics.watchLiveStreams(() => 0)
  }),
  room('Subgraphs', subgraphs, ofSubgraphs),
  room('Accounts', ['user'], ofUser),
  room('Posts', ['post'], (registry) => ofPost(registry).watchRedis(() => true)),
  room('Likes, comments and views', ['engagement'], ofEngagement),
  room('Feeds', ['feed', 'worker'], (registry) => {
    const metrics = ofTimeline(registry)
    metrics.watchRedis(() => true)
    metrics.watchMemory(() => 0)
  }),
  room('Media door', ['media'], createMediaMetrics),
  room('Objects', ['media', 'worker'], (registry) => {
    createStorageMetrics(registry)
    measureBuffer(db, registry)
    measureLag(db, registry)
  }),
  room('Jobs and load', ['worker'], (registry) => ofJobs(registry, db)),
  room('Connections to Postgres', [...subgraphs, 'media', 'worker'], (registry) => {
    observePool(registry, log)
    exposePool(pool, registry)
  }),
  room('Web app', ['web'], ofWeb),
]
