import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Logger } from '@halide/telemetry/log.ts'
import { type ByteRange, chunksOf } from './bytes.ts'
import { faultOf, RestoringFault, StorageFault } from './faults.ts'
import { BreakerOpen } from './guard.ts'
import type { StorageMetrics } from './metrics.ts'
import type { ObjectFacts, OpenObject, Source } from './region.ts'

export interface ReadOptions {
  range?: ByteRange
  /** Ends the read, also in the middle of the body. */
  signal?: AbortSignal
}

export interface StoredBytes extends Pick<ObjectFacts, 'contentType' | 'storageClass'> {
  /** Bytes of the body: of the range, where one was asked for. */
  size: number
  /** What answered. */
  source: Source['name']
  body: Readable
}

/**
 * Reads from the first source that can answer: the primary, the backup, then the buffer. Keys are immutable, so that any copy is the
 * right one. What can only be read after a thaw is a RestoringFault, and the thaw has begun.
 */
export interface Reader {
  open(key: string, options?: ReadOptions): Promise<StoredBytes | null>
  /** The whole object, compared with its MD5; null when no source has it, DAMAGED when none has it whole. */
  read(key: string, md5: Buffer): Promise<Buffer | null>
  head(key: string): Promise<(ObjectFacts & { source: Source['name'] }) | null>
}

/**
 * `thaw` is called when no source can give what some hold in an archive, with their names: it has the object thawed, and throws for
 * as long as that takes.
 */
export function createReader(
  sources: readonly Source[],
  thaw: (key: string, archivedIn: readonly Source['name'][]) => Promise<void>,
  log: Logger,
  metrics: StorageMetrics,
): Reader {
  const fellBack = (
    key: string,
    to: Source,
    reason: Parameters<StorageMetrics['readFellBack']>[0],
    error?: unknown,
  ) => {
    metrics.readFellBack(reason)
    log.warn({ key, source: to.name, reason, err: error }, 'read from another source')
  }

  /**
   * The first answer of the sources from `start` on, and then of those that an open breaker passed over. Throws the last fault when none
   * answered; null when each that did says "absent".
   */
  async function firstOf<T>(
    key: string,
    start: number,
    ask: (source: Source) => Promise<T | null>,
    signal?: AbortSignal,
  ) {
    let fault: unknown
    const archivedIn: Source['name'][] = []
    const asked = sources.slice(start).map((source, nth) => ({ source, index: start + nth }))
    for (const { source, index } of asked) {
      try {
        const answer = await ask(source)
        if (answer === null) continue
        if (fault || index > start) fellBack(key, source, fault ? 'failed' : 'missing', fault)
        return { answer, index, source }
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof BreakerOpen) asked.push({ source: error.past, index })
        const found = faultOf(error, `read ${key} in ${source.name}`)
        if (found.code === 'ARCHIVED') archivedIn.push(source.name)
        fault = found
      }
    }
    if (archivedIn.length > 0) {
      await thaw(key, archivedIn)
      // It can be read since a moment ago.
      throw new RestoringFault(key, new Date())
    }
    if (fault) throw fault
    return null
  }

  /**
   * Carries on in the next source, at the byte where one broke off. The last chunk is held back until the whole was checked, so
   * that a damaged body never ends well: it starts anew in the next source if nothing of it was handed out yet, else it fails.
   */
  async function* resuming(key: string, opened: OpenObject, at: number, range: ByteRange, signal?: AbortSignal) {
    let first = range.first
    for (let object = opened, index = at; ; ) {
      let held: Buffer | undefined
      try {
        for await (const chunk of chunksOf(object.body)) {
          if (held) {
            yield held
            first += held.length
          }
          held = chunk
        }
        if (held) yield held
        return
      } catch (error) {
        signal?.throwIfAborted()
        const damaged = first + (held?.length ?? 0) > range.last
        if (damaged && first > range.first)
          throw new StorageFault('DAMAGED', `${key} in ${sources[index]!.name}`, error)
        const rest = { first, last: range.last }
        const next = await firstOf(
          key,
          index + 1,
          (source) => source.get(key, { range: rest, ...(signal && { signal }) }),
          signal,
        )
        if (!next) throw faultOf(error, `read ${key}, broken off at byte ${first}`)
        fellBack(key, next.source, 'broken_off', error)
        object = next.answer
        index = next.index
      }
    }
  }

  return {
    open: async (key, { range, signal } = {}) => {
      const found = await firstOf(
        key,
        0,
        (source) => source.get(key, { ...(range && { range }), ...(signal && { signal }) }),
        signal,
      )
      if (!found) return null
      const { answer, index, source } = found
      const { size, contentType, storageClass } = answer
      const whole = range ?? { first: 0, last: size - 1 }
      const body = Readable.from(resuming(key, answer, index, whole, signal), { objectMode: false })
      // A body that nobody began to read does not get to its own clean-up.
      body.once('close', () => answer.body.destroy())
      return { size, contentType, storageClass, source: source.name, body }
    },
    read: async (key, md5) => {
      const found = await firstOf(key, 0, (source) => readWhole(source, key, md5))
      return found?.answer ?? null
    },
    head: async (key) => {
      const found = await firstOf(key, 0, (source) => source.head(key))
      return found && { ...found.answer, source: found.source.name }
    },
  }
}

/** The object as one source has it; null when it does not, DAMAGED when its MD5 is another. */
export async function readWhole(source: Source, key: string, md5: Buffer, version?: string): Promise<Buffer | null> {
  const object = await source.get(key, { comparedByCaller: true, ...(version && { version }) })
  if (!object) return null
  const bytes = await gather(object)
  if (createHash('md5').update(bytes).digest().equals(md5)) return bytes
  throw new StorageFault('DAMAGED', `${key} in ${source.name}`)
}

async function gather({ body }: OpenObject): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of chunksOf(body)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
