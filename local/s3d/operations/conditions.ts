import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import type { ObjectVersion } from '../store/record.ts'

type Tested = Pick<ObjectVersion, 'etag' | 'modified'>

/**
 * `If-Match` and its kin on a read (RFC 9110 §13.2.2): a matching ETag outweighs a date.
 * Returns false for "not modified"; throws `PreconditionFailed`.
 */
export function checkRead(headers: Headers, version: Tested): boolean {
  const failed = failedCondition(headers, version, '')
  if (failed === undefined) return true
  if (failed.startsWith('If-None-Match') || failed.startsWith('If-Modified')) return false
  throw preconditionFailed(failed)
}

/** The same four conditions on a copy's source, where every miss is `PreconditionFailed`. */
export function checkCopySource(headers: Headers, version: Tested): void {
  const failed = failedCondition(headers, version, 'x-amz-copy-source-')
  if (failed !== undefined) throw preconditionFailed(failed)
}

/**
 * Conditional write: `If-None-Match: *` (only when there is no such object) and `If-Match: <etag>` (only over that
 * one). To be asked under the key's lock. Throws `PreconditionFailed`, or `NoSuchKey` when there is nothing to match.
 */
export function checkWrite(headers: Headers, current: Tested | undefined): void {
  const noneMatch = headers.get('if-none-match')
  if (noneMatch !== undefined && noneMatch.trim() !== '*') {
    throw new S3Error('NotImplemented', { fields: { Header: 'If-None-Match' } })
  }
  if (noneMatch !== undefined && current) throw preconditionFailed('If-None-Match')
  checkIfMatch(headers.get('if-match'), current)
}

/** `If-Match` on a write or delete: only over the object the client knows. */
export function checkIfMatch(match: string | undefined, current: Tested | undefined): void {
  if (match === undefined) return
  if (!current) throw new S3Error('NoSuchKey')
  if (!etagMatches(match, current.etag)) throw preconditionFailed('If-Match')
}

/** Whether a list of ETags, quoted or not, or `*`, names this one. */
export function etagMatches(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((item) =>
      item
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((item) => item === '*' || item === etag)
}

function failedCondition(headers: Headers, { etag, modified }: Tested, prefix: string): string | undefined {
  const seconds = Math.floor(modified / 1000) * 1000
  const date = (name: string) => {
    const time = Date.parse(headers.get(prefix + name) ?? '')
    return Number.isNaN(time) ? undefined : time
  }
  const match = headers.get(`${prefix}if-match`)
  const unmodifiedSince = date('if-unmodified-since')
  if (match !== undefined) {
    if (!etagMatches(match, etag)) return 'If-Match'
  } else if (unmodifiedSince !== undefined && seconds > unmodifiedSince) return 'If-Unmodified-Since'

  const noneMatch = headers.get(`${prefix}if-none-match`)
  const modifiedSince = date('if-modified-since')
  if (noneMatch !== undefined) {
    if (etagMatches(noneMatch, etag)) return 'If-None-Match'
  } else if (modifiedSince !== undefined && seconds <= modifiedSince) return 'If-Modified-Since'
  return undefined
}

function preconditionFailed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { fields: { Condition: condition } })
}
