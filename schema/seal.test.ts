import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPassport, passportLifetimeMs, sealPassport } from './passport.ts'
import { open, seal } from './seal.ts'
import { checkTicket, sealTicket } from './upload-ticket.ts'

const secret = 'a secret of these tests'

test('a sealed message opens with its own secret and purpose only', () => {
  const sealed = seal('greeting', { hello: 'world' }, secret)
  assert.deepEqual(open('greeting', sealed, secret), { hello: 'world' })
  assert.equal(open('farewell', sealed, secret), null)
  assert.equal(open('greeting', sealed, 'another secret'), null)
})

test('a message changed in any byte does not open', () => {
  const sealed = seal('greeting', { hello: 'world' }, secret)
  for (let at = 0; at < sealed.length - 1; at++) {
    const forged = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    assert.equal(open('greeting', forged, secret), null, `byte ${at}`)
  }
})

test('a passport is worthless after its time', () => {
  const header = sealPassport(
    { requestId: 'r', viewer: null, caller: { client: null, address: '127.0.0.1' }, expiresAt: 1_000 },
    secret,
  )
  assert.equal(openPassport(header, secret, 999)?.requestId, 'r')
  assert.equal(openPassport(header, secret, 1_000), null)
  assert.equal(openPassport(undefined, secret), null)
})

test('a passport that lasts longer than any does is of a clock that is wrong, and worthless', () => {
  const ahead = (ms: number) =>
    sealPassport(
      {
        requestId: 'r',
        viewer: null,
        caller: { client: null, address: '127.0.0.1' },
        expiresAt: passportLifetimeMs + ms,
      },
      secret,
    )
  assert.equal(openPassport(ahead(passportLifetimeMs), secret, 0)?.requestId, 'r')
  assert.equal(openPassport(ahead(passportLifetimeMs + 1), secret, 0), null)
})

test('a ticket is good for its own upload until it expires', () => {
  const ticket = sealTicket({ uploadId: '7', expiresAt: 1_000 }, secret)
  assert.equal(checkTicket('7', ticket, secret, 999), null)
  assert.equal(checkTicket('8', ticket, secret, 999), 'TICKET_INVALID')
  assert.equal(checkTicket('7', ticket, secret, 1_000), 'TICKET_EXPIRED')
  assert.equal(checkTicket('7', 'nonsense', secret, 999), 'TICKET_INVALID')
})
