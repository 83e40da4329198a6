import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rangeOf } from './conditions.ts'

test('ranges by RFC 9110: satisfiable, ignored, unsatisfiable', () => {
  const of = (header: string | undefined, size = 100) => rangeOf(header, undefined, '"e"', size)
  assert.deepEqual(of('bytes=0-9'), { first: 0, last: 9 })
  assert.deepEqual(of('bytes=99-'), { first: 99, last: 99 })
  assert.deepEqual(of('bytes=-1000'), { first: 0, last: 99 })
  assert.deepEqual(of('BYTES=0-999999999999'), { first: 0, last: 99 })
  for (const ignored of [
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'lines=0-9',
    'bytes=5-4',
    'bytes=0-1,3-4',
  ])
    assert.equal(of(ignored), null, ignored)
  for (const past of ['bytes=100-', 'bytes=100-200', 'bytes=-0']) assert.equal(of(past), 'unsatisfiable', past)
})

test('If-Range counts only with the very ETag', () => {
  assert.deepEqual(rangeOf('bytes=0-0', '"e"', '"e"', 9), { first: 0, last: 0 })
  for (const other of ['"f"', 'W/"e"', 'Sun, 22 Nov 2026 21:00:00 GMT'])
    assert.equal(rangeOf('bytes=0-0', other, '"e"', 9), null)
})
