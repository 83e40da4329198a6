import type { Readable } from 'node:stream'

/** A part of an object, both ends included, counted from 0. */
export interface ByteRange {
  first: number
  last: number
}

export function rangeHeader({ first, last }: ByteRange): string {
  return `bytes=${first}-${last}`
}

/** A store that stops in the middle of an object for longer counts as broken off. */
const stallTimeoutMs = 10_000

/** The chunks of a body. Only the store's time counts, not that of a slow consumer: throws when it lets us wait too long. */
export async function* chunksOf(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  const chunks = body[Symbol.asyncIterator]()
  const stall = () => body.destroy(new Error(`no byte within ${stallTimeoutMs} ms`))
  try {
    for (;;) {
      const timer = setTimeout(stall, stallTimeoutMs)
      const next = await chunks.next().finally(() => clearTimeout(timer))
      if (next.done) return
      yield next.value as Buffer
    }
  } finally {
    body.destroy()
  }
}
