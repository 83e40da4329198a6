import assert from 'node:assert/strict'
import { rows } from '@halide/ops/grafana/panels.ts'
import { metricsOfRooms } from '@halide/ops/metrics/told.ts'
import { alerts } from '@halide/ops/prometheus/alerts.ts'
import { metricsOf } from '@halide/ops/prometheus/metrics-of.ts'
import { recordings } from '@halide/ops/prometheus/recordings.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createMetrics } from '@halide/web/door/metrics.ts'
import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import type { Prometheus } from './prometheus.ts'
import type { World } from './world.ts'

/** As the reference writes them. */
export const referenceQueries = {
  'Upload latency P99': 'histogram_quantile(0.99, sum(rate(instagram_upload_latency_bucket[5m])) by (le))',
  'Feed latency P99': 'histogram_quantile(0.99, sum(rate(instagram_feed_latency_bucket[5m])) by (le))',
  'Image processing queue depth': 'sum(instagram_processing_queue_depth)',
  'Cache hit rate': 'sum(rate(redis_cache_hits_total[5m])) / sum(rate(redis_cache_requests_total[5m]))',
  'Engagement rate': 'sum(rate(instagram_likes_total[1h])) / sum(rate(instagram_views_total[1h]))',
}

/** Each of the five queries answers one number, as soon as there was some traffic under Prometheus' eyes. */
export async function referenceQueriesAnswer(prometheus: Prometheus, ada: Person, ben: Person): Promise<void> {
  for (let seed = 100; ; seed += 1) {
    const values = await askReference(prometheus)
    const missing = Object.entries(values).filter(([, value]) => !Number.isFinite(value))
    if (missing.length === 0) return
    assert.ok(seed < 120, JSON.stringify(values))
    await someTraffic(ada, ben, seed)
  }
}

/** The values by name; NaN also where there is no answer, or more than one. */
export async function askReference(prometheus: Prometheus): Promise<Record<string, number>> {
  const answers = Object.entries(referenceQueries).map(async ([name, query]) => {
    const samples = await prometheus.query(query)
    return [name, samples.length === 1 ? samples[0]!.value : Number.NaN] as const
  })
  return Object.fromEntries(await Promise.all(answers))
}

/** A post, and somebody who reads, looks and likes. */
export async function someTraffic(ada: Person, ben: Person, seed: number): Promise<string> {
  const { id: postId } = await ada.post([await smallPhoto(seed)])
  await ada.processed(postId)
  await ben.homeFeed()
  await ben.mutate('likePost', { postId }, 'post { id }')
  await ben.mutate('recordViews', { postIds: [postId] }, 'postIds')
  return postId
}

const ofNode = /^(nodejs|process)_/
/** What Prometheus itself and Varnish's exporter tell. */
const ofOthers = /^(up|varnish_\w+)$/

/** A gateway with all subgraphs in it tells what they would. */
const inGateway = ['gateway', 'user', 'post', 'feed', 'engagement', 'jobs']
/** Told where there is a Redis. */
const ofRedis = /_redis_usable$/

/** Each process tells what docs/metrics.md says of it. */
export async function everyMetricIsTold(world: World): Promise<void> {
  for (const [process, told] of await toldBy(world)) {
    const names = process === 'gateway' && !world.services.includes('user') ? inGateway : [process]
    const rooms = metricsOfRooms.filter(({ processes }) => processes.some((name) => names.includes(name)))
    const documented = rooms.flatMap(({ metrics }) => metrics.map(({ name }) => name))
    const expected = documented.filter((name) => world.redisUrl || !ofRedis.test(name))
    const own = told.map(({ metric }) => metric).filter((metric) => !ofNode.test(metric))
    assert.deepEqual(own.sort(), expected.sort(), process)
  }
}

/** Nothing is drawn or alerted on that no process tells. */
export async function everyMetricIsThere(world: World): Promise<void> {
  const there = new Set<string>(Object.keys(recordings))
  for (const [, told] of await toldBy(world)) {
    for (const { metric, type } of told) {
      there.add(metric)
      if (type === 'histogram') for (const part of ['bucket', 'sum', 'count']) there.add(`${metric}_${part}`)
    }
  }
  const drawn = Object.values(rows).flatMap((panels) => panels.flatMap(({ queries }) => Object.values(queries)))
  const asked = [...drawn, ...Object.values(alerts).map(({ expr }) => expr), ...Object.values(recordings)]
  const missing = asked.flatMap(metricsOf).filter((metric) => !there.has(metric) && !ofOthers.test(metric))
  assert.deepEqual([...new Set(missing)], [])
}

async function toldBy(world: World): Promise<[process: string, told: { metric: string; type: string }[]][]> {
  const web = createRegistry('web')
  createMetrics(web)
  const texts = world.services.map(
    async (name) => [name, await (await fetch(`${world.url(name)}/metrics`)).text()] as const,
  )
  return [...(await Promise.all(texts)), ['web', await web.metrics()] as const].map(([process, text]) => [
    process,
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, metric, type]) => ({ metric: metric!, type: type! })),
  ])
}
