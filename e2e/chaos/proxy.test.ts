import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import { claimPorts } from '@halide/local/ports.ts'
import { type FaultProxy, type Mode, startProxy } from './proxy.ts'

let server: Server
let proxy: FaultProxy
let release: () => void
let url: string
before(async () => {
  // Answers with what it was sent.
  server = createServer((request, response) => void request.pipe(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const claim = await claimPorts(1)
  release = claim.release
  proxy = await startProxy(claim.ports[0]!, (server.address() as AddressInfo).port)
  url = `http://127.0.0.1:${proxy.port}/`
})
afterEach(() => proxy.be({ kind: 'pass' }))
after(async () => {
  await proxy.stop()
  server.close()
  release()
})

const sent = Buffer.alloc(50_000, 'halide')

async function echo(): Promise<Buffer> {
  const answer = await fetch(url, { method: 'PUT', body: sent, headers: { connection: 'close' } })
  assert.equal(answer.status, 200)
  return Buffer.from(await answer.arrayBuffer())
}

/** Places at which what came back is not what was sent. */
function differences(got: Buffer): { at: number; bits: number }[] {
  assert.equal(got.length, sent.length)
  return [...got.entries()].flatMap(([at, byte]) => (byte === sent[at] ? [] : [{ at, bits: byte ^ sent[at]! }]))
}

test('what passes, however slowly, arrives as it was sent', async () => {
  const modes: Mode[] = [{ kind: 'pass' }, { kind: 'delay', ms: 5 }, { kind: 'throttle', bytesPerSecond: 2_000_000 }]
  for (const mode of modes) {
    await proxy.be(mode)
    assert.deepEqual(differences(await echo()), [], mode.kind)
  }
})

for (const direction of ['request', 'response'] as const) {
  test(`one bit of one byte is turned in the body of a ${direction}`, async () => {
    await proxy.be({ kind: 'flip', direction, atByte: 30_000, afterHead: true })
    const [found, ...more] = differences(await echo())
    assert.equal(found?.bits, 1)
    assert.deepEqual(more, [])
  })

  test(`a connection is reset in the middle of a ${direction}`, async () => {
    await proxy.be({ kind: 'cut', direction, afterBytes: 20_000 })
    await assert.rejects(echo(), (error: Error) => /fetch failed|terminated/.test(error.message))
  })
}

test('a flip counts from the end of the head', async () => {
  await proxy.be({ kind: 'flip', direction: 'request', atByte: 7, afterHead: true })
  assert.deepEqual(differences(await echo()), [{ at: 7, bits: 1 }])
})

test('while down, connections that exist are reset and new ones refused; then it serves again', async () => {
  const idle = connect({ port: proxy.port, host: '127.0.0.1' })
  await once(idle, 'connect')
  const gone = errorOf(idle)
  await proxy.be({ kind: 'down' })
  assert.equal((await gone).code, 'ECONNRESET')
  assert.equal((await errorOf(connect({ port: proxy.port, host: '127.0.0.1' }))).code, 'ECONNREFUSED')
  await proxy.be({ kind: 'pass' })
  assert.deepEqual(differences(await echo()), [])
})

test('a black hole accepts and does not answer, and lets go on what waited in it', async () => {
  await proxy.be({ kind: 'black_hole' })
  const socket = connect({ port: proxy.port, host: '127.0.0.1' })
  await once(socket, 'connect')
  let answered = false
  const pending = echo().finally(() => {
    answered = true
  })
  // A round trip of its own through the loop, longer than an answer that is not held back takes.
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(answered, false)
  await proxy.be({ kind: 'pass' })
  assert.deepEqual(differences(await pending), [])
  socket.destroy()
})

test('S3 that is overloaded answers each request by 503 SlowDown', async () => {
  await proxy.be({ kind: 'unavailable' })
  for (let time = 0; time < 2; time++) {
    const answer = await fetch(url, { method: 'PUT', body: sent })
    assert.equal(answer.status, 503)
    assert.match(await answer.text(), /<Code>SlowDown</)
  }
  await proxy.be({ kind: 'pass' })
  assert.deepEqual(differences(await echo()), [])
})

test('a store that swallows says yes to every put, and the server hears of none', async () => {
  await proxy.be({ kind: 'swallow' })
  const answer = await fetch(url, { method: 'PUT', body: sent })
  assert.deepEqual([answer.status, await answer.text()], [200, ''])
  assert.equal((await fetch(url)).status, 503)
})

async function errorOf(socket: Socket): Promise<NodeJS.ErrnoException> {
  const [error] = await once(socket, 'error')
  return error
}
