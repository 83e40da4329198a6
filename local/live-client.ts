import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { LiveEvents } from '@halide/schema/live.ts'
import { createParser } from 'eventsource-parser'

export interface LiveClient {
  /** The next event of this name, past or to come, each once. Throws when the stream is over before. */
  next<Name extends keyof LiveEvents>(name: Name): Promise<LiveEvents[Name]>
  /** Names of the events that nobody has taken, in their order. */
  waiting(): string[]
  /** Resolves when the stream is over. */
  over: Promise<void>
  close(): void
}

/** Connects to `GET /live` as an app would, which sends `Authorization`: a browser's EventSource cannot. Throws what it is refused with. */
export async function openLive(url: string, accessToken: string, lastEventId?: string): Promise<LiveClient> {
  const headers = { authorization: `Bearer ${accessToken}`, ...(lastEventId && { 'last-event-id': lastEventId }) }
  const asking = request(url, { headers, agent: false }).end()
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${await text(response)}`)
  const events: { name: string; data: unknown }[] = []
  let wake = () => {}
  let ended = false

  async function read(): Promise<void> {
    const parser = createParser({
      onEvent: ({ event: name, data }) => void (name && events.push({ name, data: JSON.parse(data) })),
    })
    try {
      for await (const chunk of response.setEncoding('utf8')) {
        parser.feed(chunk)
        wake()
      }
    } catch {
      // Cut off, by either side.
    }
    ended = true
    wake()
  }
  const over = read()

  return {
    over,
    async next<Name extends keyof LiveEvents>(name: Name) {
      for (;;) {
        const at = events.findIndex((event) => event.name === name)
        if (at >= 0) return events.splice(at, 1)[0]!.data as LiveEvents[Name]
        if (ended) throw new Error(`the stream ended without ${name}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    waiting: () => events.map(({ name }) => name),
    close: () => void asking.destroy(),
  }
}
