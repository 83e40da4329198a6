import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm, unlink } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { DurableFiles } from './durable-files.ts'
import type { Layout } from './layout.ts'

const READ_BYTES = 256 * 1024

/** A run of bytes on disk; an object is one, or one for each part it was uploaded in. */
export interface BlobRef {
  id: string
  size: number
}

/** An inclusive range of an object's bytes. */
export interface ByteSpan {
  first: number
  last: number
}

/** Bytes on their way in: nothing refers to them until `seal` has returned and a record names them. */
export interface BlobWriter {
  write(data: Buffer): Promise<void>
  /** Syncs the bytes and moves them into place. */
  seal(): Promise<BlobRef>
  abandon(): Promise<void>
}

export interface BlobStore {
  create(): Promise<BlobWriter>
  /** Streams blobs end to end, or a span of them. The caller holds a pin until the stream is closed. */
  read(blobs: readonly BlobRef[], span?: ByteSpan): Readable
  /** Keeps blobs on disk until the returned function is called, even if they are discarded meanwhile. */
  pin(blobs: readonly BlobRef[]): () => void
  /** Deletes blobs that no record names any more, as soon as no reader holds them. */
  discard(blobs: readonly BlobRef[]): Promise<void>
}

export function openBlobStore(layout: Layout, files: DurableFiles, { fsync }: { fsync: boolean }): BlobStore {
  const pins = new Map<string, number>()
  const doomed = new Set<string>()
  // A blob left behind by a failure here costs space until the next start sweeps it; it is never wrong data.
  const erase = (id: string) => unlink(layout.blob(id)).catch(() => {})

  return {
    async create() {
      const side = files.sidePath()
      return blobWriter(side, await open(side, 'wx'), { layout, files, fsync })
    },

    read(blobs, span) {
      return Readable.from(readBlobs(layout, blobs, span), { objectMode: false, highWaterMark: READ_BYTES })
    },

    pin(blobs) {
      for (const { id } of blobs) pins.set(id, (pins.get(id) ?? 0) + 1)
      let held = true
      return () => {
        if (!held) return
        held = false
        for (const { id } of blobs) {
          const left = pins.get(id)! - 1
          if (left > 0) pins.set(id, left)
          else pins.delete(id)
          if (left === 0 && doomed.delete(id)) void erase(id)
        }
      }
    },

    async discard(blobs) {
      for (const { id } of blobs) if (pins.has(id)) doomed.add(id)
      await Promise.all(blobs.filter(({ id }) => !pins.has(id)).map(({ id }) => erase(id)))
    },
  }
}

function blobWriter(
  side: string,
  handle: FileHandle,
  { layout, files, fsync }: { layout: Layout; files: DurableFiles; fsync: boolean },
): BlobWriter {
  const id = randomUUID()
  let size = 0
  return {
    async write(data) {
      for (let written = 0; written < data.length; ) {
        written += (await handle.write(data, written)).bytesWritten
      }
      size += data.length
    },
    async seal() {
      if (fsync) await handle.sync()
      await handle.close()
      await files.publish(side, layout.blob(id))
      return { id, size }
    },
    async abandon() {
      await handle.close().catch(() => {})
      await rm(side, { force: true })
    },
  }
}

async function* readBlobs(layout: Layout, blobs: readonly BlobRef[], span?: ByteSpan): AsyncGenerator<Buffer> {
  let start = 0
  for (const { id, size } of blobs) {
    const from = Math.max(0, (span?.first ?? 0) - start)
    const to = Math.min(size, (span ? span.last + 1 : Number.POSITIVE_INFINITY) - start)
    start += size
    if (from >= to) continue
    const handle = await open(layout.blob(id), 'r')
    try {
      for (let at = from; at < to; ) {
        const length = Math.min(READ_BYTES, to - at)
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
        if (bytesRead === 0) throw new Error(`blob ${id} ends at ${at} bytes, not ${size}`)
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await handle.close()
    }
  }
}
