import type { LiveEvents } from '@halide/schema/live.ts'
import { createEventBuffer } from 'better-sse'
import type { FastifyReply } from 'fastify'

/** Server-sent events to one client. */
export interface Stream {
  send<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void
  /** Says why, and closes. */
  end(reason: LiveEvents['end']['reason']): void
}

export interface StreamLimits {
  /** Something is sent at least as often, so that neither end takes the other for gone. */
  heartbeatMs: number
  /** What a client may leave unread; beyond it, it is cut off. It asks for everything when it is back. */
  bufferBytes: number
}

/** Why a stream is over. */
export type StreamEnd = 'client' | 'slow' | 'token' | 'restart'

/** A client that does not read to the end is not waited for. */
const lingerMs = 2_000

/** Takes the answer over and begins the stream; `over` is called once. */
export function openStream(
  reply: FastifyReply,
  { heartbeatMs, bufferBytes }: StreamLimits,
  over: (why: StreamEnd) => void,
): Stream {
  const { raw } = reply
  const buffer = createEventBuffer()
  let sent = 0
  let why: StreamEnd = 'client'

  reply.hijack()
  // What hooks have set, as of CORS, and no compression or buffering by what stands between.
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    // Nothing comes after it: a gateway that stops need not wait for the connection to be idle.
    connection: 'close',
  })
  const heartbeats = setInterval(() => flush(buffer.comment('still here').dispatch().read()), heartbeatMs)
  raw.once('close', () => {
    clearInterval(heartbeats)
    over(why)
  })
  // A client that is gone is no error: `close` follows.
  raw.on('error', () => {})

  function flush(text: string): void {
    buffer.clear()
    if (raw.writableEnded || raw.destroyed) return
    raw.write(text)
    if (raw.writableLength <= bufferBytes) return
    why = 'slow'
    raw.destroy()
  }

  const send: Stream['send'] = (name, data) => {
    sent += 1
    flush(buffer.push(data, name, String(sent)).read())
  }

  return {
    send,
    end(reason) {
      why = reason === 'TOKEN_EXPIRED' ? 'token' : 'restart'
      send('end', { reason })
      raw.end()
      setTimeout(() => raw.destroy(), lingerMs).unref()
    },
  }
}
