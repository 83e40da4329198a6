import assert from 'node:assert/strict'
import { test } from 'node:test'
import { climb, climbWhenHeld, type Held } from './ladder.ts'
import { defaultLoadSettings } from './settings.ts'

const { levels, queueLevels } = defaultLoadSettings

test('a queue level begins over its threshold, and ends a fifth below it', () => {
  assert.equal(climb(queueLevels, 'NORMAL', 10_000), 'NORMAL')
  assert.equal(climb(queueLevels, 'NORMAL', 10_001), 'WARN')
  assert.equal(climb(queueLevels, 'NORMAL', 600_000), 'EXTREME')
  assert.equal(climb(queueLevels, 'FAST', 99_000), 'FAST')
  assert.equal(climb(queueLevels, 'FAST', 79_999), 'CRITICAL')
  assert.equal(climb(queueLevels, 'EXTREME', 0), 'NORMAL')
})

test('the load has to ask for a level for long enough, and longer for the one below', () => {
  const times = { riseAfterMs: 10, fallAfterMs: 30 }
  let held: Held<(typeof levels)[number]['level']> = { level: 'NORMAL', risingSince: null, fallingSince: null }
  const seen: string[] = []
  const measure = (now: number, load: number) => {
    held = climbWhenHeld(levels, held, load, { now, ...times })
    seen.push(`${now} ${held.level}`)
  }
  measure(0, 0.99)
  measure(5, 0.5) // a peak
  measure(10, 0.99)
  measure(20, 0.99)
  measure(25, 0.99)
  measure(35, 0.99)
  measure(40, 0.9) // trembles
  measure(50, 0.1)
  measure(80, 0.1)
  measure(90, 0.1)
  measure(120, 0.1)
  assert.deepEqual(seen, [
    '0 NORMAL',
    '5 NORMAL',
    '10 NORMAL',
    '20 HIGH',
    '25 HIGH',
    '35 CRITICAL',
    '40 CRITICAL',
    '50 CRITICAL',
    '80 HIGH',
    '90 HIGH',
    '120 NORMAL',
  ])
})
