import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** `request`: from the client to the server. */
export type Direction = 'request' | 'response'

/** What a proxy does to its connections. Bytes are counted for each connection and direction, from when the mode began. */
export type Mode =
  | { kind: 'pass' }
  /** Each chunk comes so many milliseconds later. */
  | { kind: 'delay'; ms: number }
  | { kind: 'throttle'; bytesPerSecond: number }
  /** Both sides are reset after so many bytes of a direction. */
  | { kind: 'cut'; direction: Direction; afterBytes: number }
  /** Connections are accepted, and nothing comes through. What was sent meanwhile arrives afterwards, as TCP would have it. */
  | { kind: 'black_hole' }
  /** Connections are refused, and those that exist are reset. */
  | { kind: 'down' }
  /**
   * The lowest bit of one byte is turned, once a connection. `afterHead` counts from the end of the first HTTP head that passes, to hit
   * a body.
   */
  | { kind: 'flip'; direction: Direction; atByte: number; afterHead: boolean }
  /** Every HTTP request is answered by 503 SlowDown, as S3 does under load. */
  | { kind: 'unavailable' }
  /** Every HTTP PUT is answered by 200, the rest by 503, and nothing is done: what no store may do. */
  | { kind: 'swallow' }

export interface FaultProxy {
  port: number
  mode(): Mode
  /** Takes effect at once, on connections that exist as well. */
  be(mode: Mode): Promise<void>
  stop(): Promise<void>
}

interface Flow {
  direction: Direction
  mode: Mode
  bytes: number
  /** Whether the head that `afterHead` waits for has passed. */
  headPassed: boolean
  flipped: boolean
}

/** Stands on a port of the loopback before a server on another one, and fails as networks and servers do. */
export async function startProxy(port: number, serverPort: number): Promise<FaultProxy> {
  let mode: Mode = { kind: 'pass' }
  let change = Promise.withResolvers<void>()
  const sockets = new Set<Socket>()
  const stands = { unavailable: answerInstead(503), swallow: answerInstead(200) }
  const standsIn = ({ kind }: Mode) => (kind === 'unavailable' || kind === 'swallow' ? stands[kind] : null)
  const server = createServer({ allowHalfOpen: true }, (client) => {
    track(client)
    const instead = standsIn(mode)
    if (instead) return void instead.emit('connection', client)
    const upstream = track(connect({ port: serverPort, host: '127.0.0.1', allowHalfOpen: true }))
    void pump(client, upstream, 'request')
    void pump(upstream, client, 'response')
  })

  function track(socket: Socket): Socket {
    sockets.add(socket)
    socket.setNoDelay()
    socket.on('error', () => {}) // the other side of the pair is reset in its place
    socket.once('close', () => sockets.delete(socket))
    return socket
  }

  async function pump(from: Socket, to: Socket, direction: Direction): Promise<void> {
    const flow: Flow = { direction, mode, bytes: 0, headPassed: false, flipped: false }
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        for (const part of await pass(chunk, flow)) {
          if (!to.write(part)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve))
        }
      }
      to.end()
    } catch {
      reset(from, to)
    }
  }

  /** What of a chunk goes on, when its time has come. Throws where the connection is to break. */
  async function pass(chunk: Buffer, flow: Flow): Promise<Buffer[]> {
    while (mode.kind === 'black_hole') await change.promise
    if (flow.mode !== mode) Object.assign(flow, { mode, bytes: 0, headPassed: false, flipped: false })
    if (mode.kind === 'delay') await sleep(mode.ms)
    if (mode.kind === 'throttle') await sleep((chunk.length / mode.bytesPerSecond) * 1_000)
    if (mode.kind === 'flip' && mode.direction === flow.direction) flip(chunk, flow, mode)
    if (mode.kind === 'cut' && mode.direction === flow.direction) {
      flow.bytes += chunk.length
      if (flow.bytes >= mode.afterBytes) throw new Error('cut')
    }
    return [chunk]
  }

  async function listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1' }, resolve)
    await promise
    server.off('error', reject)
  }

  function close(): void {
    server.close()
    reset(...sockets)
  }

  await listen()
  return {
    port,
    mode: () => mode,
    async be(next) {
      const before = mode
      mode = next
      change.resolve()
      change = Promise.withResolvers()
      if (before.kind === 'down' && next.kind !== 'down') await listen()
      if (next.kind === 'down' && before.kind !== 'down') close()
      // Who answers is another one now.
      if (standsIn(next) || standsIn(before)) reset(...sockets)
    },
    async stop() {
      mode = { kind: 'down' }
      change.resolve()
      if (server.listening) close()
    },
  }
}

/** Node spins for ever on the reset of a socket that has said its end. */
function reset(...sockets: Socket[]): void {
  for (const socket of sockets) socket.writableEnded ? socket.destroy() : socket.resetAndDestroy()
}

function flip(chunk: Buffer, flow: Flow, { atByte, afterHead }: { atByte: number; afterHead: boolean }): void {
  let counted = 0
  if (afterHead && !flow.headPassed) {
    const head = chunk.indexOf('\r\n\r\n')
    if (head < 0) return
    flow.headPassed = true
    counted = head + 4
  }
  const at = counted + atByte - flow.bytes
  flow.bytes += chunk.length - counted
  if (flow.flipped || at < counted || at >= chunk.length) return
  chunk[at]! ^= 1
  flow.flipped = true
}

/** Not listening: it is handed connections. */
function answerInstead(toPuts: 200 | 503): HttpServer {
  const body =
    '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'
  return createHttpServer((request, response) => {
    request.resume()
    if (request.method === 'PUT' && toPuts === 200) return void request.once('end', () => response.end())
    response.writeHead(503, { 'content-type': 'application/xml' }).end(body)
  })
}
