import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { passportHeader, passportLifetimeMs, sealPassport, type Viewer } from '@halide/schema/passport.ts'
import { Pool } from 'undici'
import type { RecordedCall } from './record-calls.ts'

// The least that a gateway over these subgraphs can do: for every request the calls that one made, each when those before it are answered, and
// then the answer that was recorded. No query is read, planned or executed, and no answer looked at.

interface Settings {
  calls: RecordedCall[]
  answer: string
  gatewaySecret: string
  viewer: Viewer
}

process.once('disconnect', () => process.exit())
const [{ calls, answer, gatewaySecret, viewer }] = (await once(process, 'message')) as [Settings]
const pools = new Map(
  [...new Set(calls.map(({ url }) => new URL(url).origin))].map((origin) => [origin, openPool(origin)]),
)

function openPool(origin: string): Pool {
  return new Pool(origin, { connections: 128 })
}

async function send({ url, body }: RecordedCall, passport: string): Promise<void> {
  const { origin, pathname } = new URL(url)
  const response = await pools.get(origin)!.request({
    method: 'POST',
    path: pathname,
    headers: { 'content-type': 'application/json', accept: 'application/json', [passportHeader]: passport },
    body,
  })
  await response.body.text()
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`)
}

const server = createServer(async (request, response) => {
  await request.toArray()
  const caller = { client: null, address: '127.0.0.1' }
  const expiresAt = Date.now() + passportLifetimeMs
  const passport = sealPassport({ requestId: 'floor', viewer, caller, expiresAt }, gatewaySecret)
  const sent: Promise<void>[] = []
  for (const call of calls) sent.push(Promise.all(call.after.map((at) => sent[at])).then(() => send(call, passport)))
  await Promise.all(sent)
  response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
)
