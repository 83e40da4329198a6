import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeId, encodeId, firstIdAt, kindOf, timeOfId } from './ids.ts'

test('an id survives the way to a client and back', () => {
  for (const id of [0n, 1n, 35n, 36n, 123_456_789_012_345n, (1n << 63n) - 1n]) {
    assert.equal(decodeId('post', encodeId('post', id)), id)
  }
})

test('anything but the one spelling of an id is refused', () => {
  for (const text of ['', 'post_', 'user_1', 'post_01', 'post_-1', 'post_A', 'post_1 ', 'post_1y2p0ij32e8e8', '1']) {
    assert.equal(decodeId('post', text), null, text)
  }
})

test('a kind is read from the id, and only a known one', () => {
  assert.equal(kindOf('comment_7'), 'comment')
  assert.equal(kindOf('constructor_7'), null)
  assert.equal(kindOf('7'), null)
})

test('an id tells when it was made', () => {
  const time = Date.UTC(2026, 5, 1, 12)
  assert.equal(timeOfId(firstIdAt(time)), time)
})
