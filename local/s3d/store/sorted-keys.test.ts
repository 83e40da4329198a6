import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareUtf8, SortedKeys } from './sorted-keys.ts'

const KEYS = [
  '',
  'a',
  'a/',
  'a/b',
  'b',
  'z',
  '\u007f',
  '\u0080',
  'ÿ',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
  'a\u{10000}',
  'a\uffff',
]

test('strings compare as their UTF-8 bytes do', () => {
  for (const a of KEYS) {
    for (const b of KEYS) {
      const expected = Buffer.compare(Buffer.from(a), Buffer.from(b))
      assert.equal(Math.sign(compareUtf8(a, b)), expected, JSON.stringify([a, b]))
    }
  }
})

test('keys added and removed in any order stay sorted and single', () => {
  const keys = new SortedKeys(['m', 'b'])
  for (const key of ['z', 'a', 'm', 'c', 'a']) keys.add(key)
  keys.remove('b')
  keys.remove('not there')
  assert.deepEqual(
    Array.from({ length: keys.length }, (_, i) => keys.at(i)),
    ['a', 'c', 'm', 'z'],
  )
})

test('a group of keys is stepped over, wherever it ends', () => {
  const keys = new SortedKeys(['a', 'a/1', 'a/\u{10ffff}', 'a0', 'b'])
  assert.equal(keys.at(keys.firstPast('a/')), 'a0')
  assert.equal(keys.at(keys.firstPast('b')), undefined)
  assert.equal(keys.at(keys.firstAfter('a/1')), 'a/\u{10ffff}')
})
