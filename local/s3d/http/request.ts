import type { IncomingMessage } from 'node:http'
import { parseQuery, type QueryPairs } from '../auth/canonical.ts'
import type { PayloadMode } from '../auth/payload-mode.ts'
import { S3Error } from '../errors.ts'
import { MAX_KEY_BYTES } from '../store/layout.ts'
import { type Headers, readHeaders } from './headers.ts'

/** A request taken apart, not yet verified. */
export interface ParsedRequest {
  method: string
  /** Decoded, from `/`. */
  path: string
  query: QueryPairs
  headers: Headers
  bucket?: string
  key?: string
}

/** A verified request, as operations see it. */
export interface S3Request {
  readonly method: string
  /** Empty for the service itself. */
  readonly bucket: string
  /** Empty for the bucket itself. */
  readonly key: string
  readonly headers: Headers
  readonly payload: PayloadMode
  /** The value of a query parameter, '' when it stands alone, undefined when it is absent. */
  param(name: string): string | undefined
  /** The bytes as they come over the wire. The client is told to go on only when this is called. */
  openBody(): AsyncIterable<Buffer>
}

/** Path-style only: `/bucket/key`. The path is never normalised: `..` is a plain part of a key. */
export function parseRequest(incoming: IncomingMessage): ParsedRequest {
  const url = incoming.url ?? '/'
  const mark = url.indexOf('?')
  const rawPath = mark < 0 ? url : url.slice(0, mark)
  if (!rawPath.startsWith('/')) throw new S3Error('InvalidURI')
  const { path, query } = decode(rawPath, mark < 0 ? '' : url.slice(mark + 1))

  const slash = path.indexOf('/', 1)
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash)
  const key = slash < 0 ? '' : path.slice(slash + 1)
  if (bucket === '' && key !== '') throw new S3Error('InvalidURI')
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Error('KeyTooLongError', { fields: { MaxSizeAllowed: String(MAX_KEY_BYTES) } })
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: readHeaders(incoming, hoistedHeaders(query)),
    ...(bucket && { bucket }),
    ...(key && { key }),
  }
}

/** Presigners move `x-amz-*` headers into the query (but not `X-Amz-*` signing parameters, which are spelt so). */
function hoistedHeaders(query: QueryPairs): Map<string, string> {
  const presigned = query.some(([name]) => name === 'X-Amz-Signature')
  const signing = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/
  return new Map(
    query
      .filter(([name]) => presigned && /^x-amz-/i.test(name) && !signing.test(name))
      .map(([name, value]) => [name.toLowerCase(), value]),
  )
}

function decode(rawPath: string, rawQuery: string): { path: string; query: QueryPairs } {
  try {
    return { path: decodeURIComponent(rawPath), query: parseQuery(rawQuery) }
  } catch {
    throw new S3Error('InvalidURI')
  }
}
