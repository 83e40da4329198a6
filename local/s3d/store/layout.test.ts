import assert from 'node:assert/strict'
import { sep } from 'node:path'
import { test } from 'node:test'
import { isBucketName, layoutOf } from './layout.ts'

test('whatever a key says, its record is a plain file in its bucket’s folder', () => {
  const layout = layoutOf('/root')
  for (const key of ['a', '../../x', '/etc/passwd', '..', '\0', '😀', 'a'.repeat(1024), 'CON', 'a\\b']) {
    const path = layout.record('bucket', key)
    assert.ok(path.startsWith(layout.records('bucket') + sep), key)
    assert.match(path.slice(layout.records('bucket').length + 1), /^[0-9a-f]{64}\.json$/)
  }
})

test('keys that a file system might take for one have records of their own', () => {
  const layout = layoutOf('/root')
  const keys = ['a', 'A', 'a/', '/a', 'a/b', 'a//b', 'ü', 'u\u0308', 'a ', 'a.', './a']
  assert.equal(new Set(keys.map((key) => layout.record('bucket', key))).size, keys.length)
})

test('bucket names keep to S3’s rules', () => {
  for (const name of ['abc', 'a-b.c9', '1.2.3', 'a'.repeat(63)]) assert.ok(isBucketName(name), name)
  const bad = [
    'ab',
    'a'.repeat(64),
    'Abc',
    'a_b',
    'a..b',
    '.ab',
    'ab-',
    '../x',
    'a/b',
    '1.2.3.4',
    'xn--a',
    'a\nb',
    'abc\n',
  ]
  for (const name of bad) assert.ok(!isBucketName(name), name)
})
