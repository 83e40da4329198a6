import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateTime, url } from './index.ts'

test('an instant is taken with its zone only, and given in UTC with milliseconds', () => {
  const parsed = dateTime.parseValue('2026-01-31T13:00:00+01:00')
  assert.equal(dateTime.serialize(parsed), '2026-01-31T12:00:00.000Z')
  for (const loose of ['2026-01-31', '2026-01-31T12:00:00', '2026-13-31T12:00:00Z', 'yesterday', 5, null]) {
    assert.throws(() => dateTime.parseValue(loose), /DateTime/)
  }
})

test('an address is absolute and of the web', () => {
  assert.equal(url.serialize('https://halide.example/a b'), 'https://halide.example/a%20b')
  for (const other of ['/relative', 'javascript:alert(1)', 'file:///etc/passwd', 5]) {
    assert.throws(() => url.parseValue(other), /URL/)
  }
})
