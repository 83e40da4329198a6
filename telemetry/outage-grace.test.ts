import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOutageGrace } from './outage-grace.ts'

const isOutage = (error: unknown) => error instanceof Error && error.message === 'nobody there'

/** Fails so often, then answers. */
function comesBackAfter(failures: number) {
  let attempts = 0
  const attempt = async () => {
    if (++attempts <= failures) throw new Error('nobody there')
    return 'answered'
  }
  return { attempt, attempts: () => attempts }
}

test('a short outage is waited through', async () => {
  const grace = createOutageGrace({ graceMs: 60_000, isOutage })
  assert.equal(await grace.through(comesBackAfter(2).attempt), 'answered')
})

test('what is no outage fails at once', async () => {
  const grace = createOutageGrace({ graceMs: 60_000, isOutage })
  let attempts = 0
  const refused = grace.through(async () => {
    attempts++
    throw new Error('refused')
  })
  await assert.rejects(refused, /refused/)
  assert.equal(attempts, 1)
})

test('once an outage has lasted for the grace callers fail at once, until an answer ends it', async () => {
  const grace = createOutageGrace({ graceMs: 300, isOutage })
  const away = comesBackAfter(Number.POSITIVE_INFINITY)
  await assert.rejects(grace.through(away.attempt), isOutage)
  assert.ok(away.attempts() > 1, 'it was waited for')
  const tried = away.attempts()
  await assert.rejects(grace.through(away.attempt), isOutage)
  assert.equal(away.attempts(), tried + 1)
  assert.equal(await grace.through(comesBackAfter(0).attempt), 'answered')
  assert.equal(await grace.through(comesBackAfter(1).attempt), 'answered')
})

test('no caller waits longer than the grace, though others are answered meanwhile', async () => {
  const grace = createOutageGrace({ graceMs: 300, isOutage })
  const others = setInterval(() => void grace.through(comesBackAfter(0).attempt), 20)
  await assert.rejects(grace.through(comesBackAfter(Number.POSITIVE_INFINITY).attempt), isOutage)
  clearInterval(others)
})
