import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { type Breaker, type BreakerState, createBreaker } from './breaker.ts'

let at: number
let breaker: Breaker
let changes: [at: number, state: BreakerState][]
beforeEach(() => {
  at = 0
  changes = []
  breaker = createBreaker({
    judge: (error) => (error === gaveUp ? 'unknown' : error === missing ? 'answers' : 'down'),
    refusal: (ms) => new Error(`refused for ${ms}`),
    changed: (state) => changes.push([at, state]),
    now: () => at,
  })
})

const down = new Error('down')
const missing = new Error('missing')
const gaveUp = new Error('gave up')
const fail = (error = down) =>
  assert.rejects(
    breaker.run(() => Promise.reject(error)),
    error,
  )
const succeed = () => breaker.run(async () => {})
const refused = () =>
  assert.rejects(
    breaker.run(() => assert.fail('called')),
    /^Error: refused for \d+$/,
  )

async function open(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await fail()
}

test('five failures in a row open it, four and a success do not', async () => {
  for (let count = 0; count < 4; count += 1) await fail()
  await succeed()
  for (let count = 0; count < 4; count += 1) await fail()
  await fail(gaveUp)
  assert.equal(breaker.state(), 'closed')
  await fail()
  assert.equal(breaker.state(), 'open')
  await refused()
})

test('an answer that is no outage counts as a success', async () => {
  for (let count = 0; count < 4; count += 1) await fail()
  await fail(missing)
  await fail()
  assert.equal(breaker.state(), 'closed')
})

test('retries come after 1, 2, 4 and then always 8 s', async () => {
  await open()
  const retried: number[] = []
  for (const wait of [1_000, 2_000, 4_000, 8_000, 8_000]) {
    at += wait - 1
    await refused()
    at += 1
    await fail()
    retried.push(at)
  }
  assert.deepEqual(retried, [1_000, 3_000, 7_000, 15_000, 23_000])
})

test('three successes close it, and the next outage begins with 1 s again', async () => {
  await open()
  at = 1_000
  await fail()
  at = 3_000
  for (let count = 0; count < 3; count += 1) await succeed()
  assert.equal(breaker.state(), 'closed')
  await open()
  at = 4_000
  await succeed()
  assert.deepEqual(changes, [
    [0, 'open'],
    [1_000, 'half_open'],
    [1_000, 'open'],
    [3_000, 'half_open'],
    [3_000, 'closed'],
    [3_000, 'open'],
    [4_000, 'half_open'],
  ])
})

test('a failure before the third success opens it again', async () => {
  await open()
  at = 1_000
  await succeed()
  await succeed()
  await fail()
  assert.equal(breaker.state(), 'open')
})

test('one retry at a time; who gave up makes room for the next', async () => {
  await open()
  at = 1_000
  const { promise, reject } = Promise.withResolvers<void>()
  const retry = breaker.run(() => promise)
  await refused()
  reject(gaveUp)
  await assert.rejects(retry, gaveUp)
  assert.equal(breaker.state(), 'half_open')
  await succeed()
})

test('what began before it opened says nothing about later', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const early = [1, 2, 3].map(() => breaker.run(() => promise))
  await open()
  at = 1_000
  await succeed()
  resolve()
  await Promise.all(early)
  assert.equal(breaker.state(), 'half_open')
})
