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
  assert.deepEqual(all(keys), ['a', 'c', 'm', 'z'])
})

test('a group of keys is stepped over, wherever it ends', () => {
  const keys = new SortedKeys(['a', 'a/1', 'a/\u{10ffff}', 'a/\u{10ffff}\u{10ffff}1', 'a0', 'b', '\u{10ffff}'])
  assert.equal(keys.firstPast('a/'), 'a0')
  assert.equal(keys.firstPast('b'), '\u{10ffff}')
  assert.equal(keys.firstPast('\u{10ffff}'), undefined)
  assert.equal(keys.firstPast('a/\u{10ffff}'), 'a0')
  assert.equal(keys.firstAfter('a/1'), 'a/\u{10ffff}')
})

test('whatever a group is called, nothing of it is left and nothing after it skipped', () => {
  const keys = new SortedKeys(KEYS)
  const sorted = all(keys)
  for (const prefix of KEYS.slice(1)) {
    const last = sorted.findLastIndex((key) => key.startsWith(prefix))
    assert.equal(keys.firstPast(prefix), sorted[last + 1], JSON.stringify(prefix))
  }
})

function all(keys: SortedKeys): string[] {
  const found: string[] = []
  for (let key = keys.firstFrom(''); key !== undefined; key = keys.firstAfter(key)) found.push(key)
  return found
}
