import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress, literalAddress, parseEndpoint } from './push-endpoint.ts'

test('addresses of the own network, in whatever spelling, are not public', () => {
  const hosts = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
  ]
  const odd = ['[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[::ffff:127.0.0.1]', '[64:ff9b::a00:1]', '[2002:7f00:1::]']
  const spelt = ['0x7f.1', '2130706433', '0177.0.0.1', '127.1']
  for (const host of [...hosts, ...odd, ...spelt]) {
    const address = literalAddress(new URL(`https://${host}/`))
    assert.ok(address !== null, host)
    assert.equal(isPublicAddress(address), false, host)
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '2a00:1450:4001:82a::200e'])
    assert.ok(isPublicAddress(address), address)
})

test('an endpoint is an https address without credentials', () => {
  assert.equal(parseEndpoint('https://push.example/a?b')?.hostname, 'push.example')
  const refused = [
    'http://push.example',
    'https://a:b@push.example',
    'file:///etc/passwd',
    'x',
    `https://a/${'a'.repeat(1_000)}`,
  ]
  for (const text of refused) assert.equal(parseEndpoint(text), null, text)
})
