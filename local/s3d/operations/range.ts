import { S3Error } from '../errors.ts'
import type { ByteSpan } from '../store/blob-store.ts'

/**
 * Reads a `Range` header for an object of `size` bytes. Undefined means the whole object: that is also what S3 sends
 * for several ranges or a syntax it does not know. Throws `InvalidRange` when no byte is in it.
 */
export function parseRange(header: string | undefined, size: number): ByteSpan | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  const [, from, to] = match ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  const span =
    from === ''
      ? { first: Math.max(0, size - Number(to)), last: size - 1 }
      : { first: Number(from), last: Math.min(to === '' ? size - 1 : Number(to), size - 1) }
  if (span.first > span.last) {
    throw new S3Error('InvalidRange', {
      fields: { RangeRequested: header ?? '', ActualObjectSize: String(size) },
      headers: { 'content-range': `bytes */${size}` },
    })
  }
  return span
}
