import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGateway } from '@halide/gateway/create-gateway.ts'
import { passportHeader } from '@halide/schema/passport.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { operations } from '../operation-cases.ts'
import type { World } from '../world.ts'
import { subgraphUrls } from './subgraph-urls.ts'

/** What the gateway asked of a subgraph while it served one request. */
export interface RecordedCall {
  url: string
  body: string
  /** The calls that had been answered before this one was made, by their place in the list. */
  after: number[]
}

/** The calls that one request makes, as our own gateway makes them in this process, with what it answered. */
export async function recordCalls(
  world: World,
  ask: (graphqlUrl: string) => Promise<string>,
): Promise<{ calls: RecordedCall[]; answer: string }> {
  const calls: RecordedCall[] = []
  const answered = new Set<number>()
  const doors = await Promise.all(
    Object.entries(subgraphUrls(world)).map(async ([name, url]) => {
      const server = createServer(async (request, response) => {
        const body = Buffer.concat(await request.toArray()).toString()
        if (request.method !== 'POST') return void response.writeHead(200).end()
        const call = calls.push({ url, body, after: [...answered] }) - 1
        const headers = {
          'content-type': 'application/json',
          [passportHeader]: String(request.headers[passportHeader]),
        }
        const answer = await fetch(url, { method: 'POST', headers, body })
        const text = await answer.text()
        answered.add(call)
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return { name, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` }
    }),
  )
  const gateway = await createGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    subgraphUrls: Object.fromEntries(doors.map(({ name, url }) => [name, url])),
    gatewaySecret: world.gatewaySecret,
    authJwksUrl: `${world.url('user')}/.well-known/jwks.json`,
    operations,
    log: createLogger('recording', 'silent'),
  })
  try {
    await ask(`${gateway.url}/graphql`) // connects
    calls.length = 0
    answered.clear()
    const answer = await ask(`${gateway.url}/graphql`)
    return { calls, answer }
  } finally {
    await gateway.stop()
    for (const { server } of doors) server.close().closeAllConnections()
  }
}
