import { createHash } from 'node:crypto'

/** A query as it came: decoded names and values, in order, repeats kept. */
export type QueryPairs = readonly (readonly [name: string, value: string])[]

/** RFC 3986 encoding as SigV4 wants it: only `A-Z a-z 0-9 - . _ ~` stay bare. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Splits a raw query string. A `+` is a space, as S3 reads it. Throws `URIError` on a broken escape. */
export function parseQuery(raw: string): QueryPairs {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
    })
}

export interface CanonicalParts {
  method: string
  /** The decoded path, starting with `/`. S3 encodes it once and never normalises `..`. */
  path: string
  query: QueryPairs
  /** Lower-case names in the order they were signed, with their raw values. */
  signedHeaders: readonly (readonly [name: string, value: string])[]
  /** Value of `x-amz-content-sha256`, or `UNSIGNED-PAYLOAD`. */
  payloadHash: string
}

/** The canonical request of Signature Version 4 in S3's flavour. */
export function canonicalRequest({ method, path, query, signedHeaders, payloadHash }: CanonicalParts): string {
  const canonicalQuery = query
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([aName, aValue], [bName, bValue]) => byCode(aName, bName) || byCode(aValue, bValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return [
    method,
    path.split('/').map(uriEncode).join('/'),
    canonicalQuery,
    ...signedHeaders.map(([name, value]) => `${name}:${value.trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.map(([name]) => name).join(';'),
    payloadHash,
  ].join('\n')
}

export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
