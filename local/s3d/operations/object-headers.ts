import type { StoredChecksum } from '../body/checksum.ts'
import type { S3Request } from '../http/request.ts'
import type { Bucket } from '../store/bucket.ts'
import type { ObjectVersion } from '../store/record.ts'
import { restoreHeader } from './storage-class.ts'
import { versionHeader } from './versions.ts'

type ReplyHeaders = Record<string, string | undefined>

/** Query parameters by which a read may override what the object's own headers say. */
const OVERRIDES = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
} as const

/** What GET, HEAD and "not modified" tell of an object, except its length and range. */
export function objectHeaders(bucket: Bucket, version: ObjectVersion, now: number): ReplyHeaders {
  return {
    ...version.headers,
    ...Object.fromEntries(Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    'accept-ranges': 'bytes',
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modified).toUTCString(),
    'x-amz-version-id': versionHeader(bucket, version.versionId),
    'x-amz-storage-class': version.storageClass === 'STANDARD' ? undefined : version.storageClass,
    'x-amz-restore': restoreHeader(version, now),
    'x-amz-tagging-count': version.tags.length > 0 ? String(version.tags.length) : undefined,
  }
}

export function responseOverrides(request: S3Request): ReplyHeaders {
  return Object.fromEntries(
    Object.entries(OVERRIDES).flatMap(([param, header]) => {
      const value = request.param(param)
      return value === undefined ? [] : [[header, value]]
    }),
  )
}

export function checksumHeaders(checksum: StoredChecksum | undefined): ReplyHeaders {
  if (!checksum) return {}
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type }
}

/** The same as elements of a reply document: `ChecksumCRC32`, `ChecksumType`. */
export function checksumElements(checksum: StoredChecksum | undefined): Record<string, string> {
  if (!checksum) return {}
  return { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value, ChecksumType: checksum.type }
}
