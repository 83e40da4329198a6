import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flood } from './test-flood.ts'

test('a flood of photos brings fast mode and more workers, and in the end nothing is lost or owed', {
  timeout: 120_000,
}, async (t) => {
  const quick = {
    LOAD_MEASURE_MS: '200',
    LOAD_HIGH: '2',
    LOAD_HIGH_LOW: '2',
    LOAD_CRITICAL: '2',
    LOAD_CRITICAL_LOW: '2',
  }
  const levels = { QUEUE_WARN: '5', QUEUE_CRITICAL: '10', QUEUE_FAST: '20', QUEUE_EXTREME: '40' }
  const report = await flood({
    photos: 50,
    env: { ...quick, ...levels, MAX_WORKERS: '2' },
    tell: (line) => t.diagnostic(line),
    lookEveryMs: 100,
  })
  assert.deepEqual(report.faults, [])
  assert.ok(
    report.queueLevels.some((level) => level === 'EXTREME' || level === 'FAST'),
    report.queueLevels.join(),
  )
  assert.equal(report.queueLevels.at(-1), 'NORMAL')
  assert.equal(report.mostWorkers, 2)
  assert.ok(report.mostDebts > 0)
  assert.ok(report.freshSeconds.length > 0)
})
