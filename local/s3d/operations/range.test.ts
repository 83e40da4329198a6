import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRange } from './range.ts'

test('a range is cut to the object', () => {
  assert.deepEqual(parseRange('bytes=0-0', 10), { first: 0, last: 0 })
  assert.deepEqual(parseRange('bytes=5-', 10), { first: 5, last: 9 })
  assert.deepEqual(parseRange('bytes=5-500', 10), { first: 5, last: 9 })
  assert.deepEqual(parseRange('bytes=-4', 10), { first: 6, last: 9 })
  assert.deepEqual(parseRange('bytes=-400', 10), { first: 0, last: 9 })
})

test('what is not one range of bytes asks for the whole object', () => {
  for (const header of [
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=4-2',
    'bytes=0-1,3-4',
    'lines=0-1',
  ]) {
    assert.equal(parseRange(header, 10), undefined, header)
  }
})

test('a range without a byte of the object is refused', () => {
  for (const [header, size] of [
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
    ['bytes=-1', 0],
  ] as const) {
    assert.throws(() => parseRange(header, size), { code: 'InvalidRange' }, `${header} of ${size}`)
  }
})
