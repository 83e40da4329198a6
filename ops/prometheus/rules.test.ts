import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alerts } from './alerts.ts'
import { noPromtool, promtool } from './test-promtool.ts'

test('Prometheus takes the configuration and the rules', { skip: noPromtool }, () => {
  promtool('check', 'config', 'prometheus.yml')
})

test('every alert fires when it should and holds its peace when it should', { skip: noPromtool }, () => {
  promtool('test', 'rules', 'alerts.test.yml')
})

test('an alert is told by one line, and its two cases differ', () => {
  for (const [name, { summary, fires, holds }] of Object.entries(alerts)) {
    assert.match(summary, /^[A-Z].{15,120}[^.]$/, name)
    assert.notDeepEqual(fires, holds, name)
  }
})
