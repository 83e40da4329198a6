import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricsOf } from './metrics-of.ts'

test('the metrics of a query are found, and neither labels nor functions', () => {
  const query = `max by (job) (rate(a_total{b="c_d",e=~"f|g"}[5m] offset 30m)) / on () group_left (x) h:i_j > 1e3
    and max(k) == 0 or absent(l unless m)`
  assert.deepEqual(metricsOf(query), ['a_total', 'h:i_j', 'k', 'l', 'm'])
  assert.deepEqual(metricsOf('histogram_quantile(0.99, sum(rate(n_bucket[5m])) by (le, o))'), ['n_bucket'])
})
