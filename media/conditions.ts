import type { ByteRange } from '@halide/storage/bytes.ts'

/** Whether `If-None-Match` names this ETag (weakly compared, RFC 9110 §13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch
    .split(',')
    .map((item) => item.trim().replace(/^W\//, ''))
    .some((item) => item === '*' || item === etag)
}

/**
 * The one range that a GET asks for; null for the whole: without a header, with one that is malformed or names several
 * ranges (all of which a server may ignore), or when `If-Range` knows other bytes. `unsatisfiable` deserves a 416.
 */
export function rangeOf(
  header: string | undefined,
  ifRange: string | undefined,
  etag: string,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  if (ifRange !== undefined && ifRange !== etag) return null
  if (from === '') {
    const suffix = Math.min(Number(to), size)
    return suffix === 0 ? 'unsatisfiable' : { first: size - suffix, last: size - 1 }
  }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return null
  if (first >= size) return 'unsatisfiable'
  return { first, last: Math.min(to === '' ? size - 1 : Number(to), size - 1) }
}
