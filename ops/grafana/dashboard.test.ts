import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { noPromtool, promtool } from '../prometheus/test-promtool.ts'
import { rows } from './panels.ts'

const queries = Object.values(rows).flatMap((panels) => panels.flatMap((panel) => Object.values(panel.queries)))

test('every query of the dashboard is one that Prometheus takes', { skip: noPromtool }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'halide-dashboard-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const rules = queries.map((expr, at) => ({ record: `query:${at}`, expr }))
  const file = join(folder, 'queries.yml')
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
  promtool('check', 'rules', file)
})

test("the reference's five queries are there as it writes them", () => {
  for (const query of [
    'histogram_quantile(0.99, sum(rate(instagram_upload_latency_bucket[5m])) by (le))',
    'histogram_quantile(0.99, sum(rate(instagram_feed_latency_bucket[5m])) by (le))',
    'sum(instagram_processing_queue_depth)',
    'sum(rate(redis_cache_hits_total[5m])) / sum(rate(redis_cache_requests_total[5m]))',
    'sum(rate(instagram_likes_total[1h])) / sum(rate(instagram_views_total[1h]))',
  ]) {
    assert.ok(queries.includes(query), query)
  }
})
