import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { compareInStorms, compareWithOracle } from './oracle.ts'

// The long version is `node jobs/feed-oracle/run.ts`; a seed that failed is given to it as SEED.
const seed = randomInt(2 ** 31)

test(`after every random act each feed is what SQL says (seed ${seed})`, { skip: noRedis }, async () => {
  const { moves, postsShown } = await compareWithOracle(seed, 200)
  assert.ok(moves >= 2 && postsShown > 500, `too little happened to mean anything: ${moves} ${postsShown}`)
})

test(`with everything at once no reader misses a post or sees one twice (seed ${seed})`, {
  skip: noRedis,
}, async () => {
  const { moves, postsShown } = await compareInStorms(seed, 15)
  assert.ok(moves >= 2 && postsShown > 200, `too little happened to mean anything: ${moves} ${postsShown}`)
})
