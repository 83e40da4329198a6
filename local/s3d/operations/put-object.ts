import type { ChecksumAlgorithm, StoredChecksum } from '../body/checksum.ts'
import { parseAlgorithm } from '../body/checksum.ts'
import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import type { Bucket } from '../store/bucket.ts'
import { currentObject, type ObjectVersion, withVersion } from '../store/record.ts'
import { checkWrite } from './conditions.ts'
import { checksumHeaders } from './object-headers.ts'
import type { Operation } from './operation.ts'
import { receiveBlob } from './request-body.ts'
import { describeUpload } from './upload-description.ts'
import { newVersionId, versionHeader } from './versions.ts'

export const putObject: Operation = async ({ store, now }, request) => {
  const bucket = store.bucket(request.bucket)
  const description = describeUpload(request.headers)
  const algorithm = requestedAlgorithm(request.headers, 'x-amz-sdk-checksum-algorithm')
  const { size, md5, checksum, blob } = await receiveBlob(store, request, algorithm ? { algorithm } : {})
  if (algorithm && checksum && checksum.algorithm !== algorithm) {
    await store.blobs.discard([blob])
    throw new S3Error('InvalidRequest', { message: 'Value for x-amz-sdk-checksum-algorithm header is invalid.' })
  }
  const stored: StoredChecksum | undefined = checksum && { ...checksum, type: 'FULL_OBJECT' }
  const version = await commitObject(bucket, request.key, request.headers, {
    ...description,
    modified: now(),
    size,
    etag: md5,
    blobs: [blob],
    ...(stored && { checksum: stored }),
  })
  return {
    status: 200,
    headers: {
      etag: `"${version.etag}"`,
      'x-amz-version-id': versionHeader(bucket, version.versionId),
      ...checksumHeaders(version.checksum),
    },
  }
}

/**
 * Makes a new object of its key, if the conditions of `headers` hold. When they do not, its blobs are discarded, unless
 * they belong to an upload that may be completed again.
 */
export function commitObject(
  bucket: Bucket,
  key: string,
  headers: Headers,
  object: Omit<ObjectVersion, 'kind' | 'versionId'>,
  { keepBlobs = false } = {},
): Promise<ObjectVersion> {
  return bucket.commit(
    key,
    (record) => {
      checkWrite(headers, currentObject(record))
      const version: ObjectVersion = { kind: 'object', versionId: newVersionId(bucket), ...object }
      return { record: withVersion(record, key, version), result: version }
    },
    keepBlobs ? [] : object.blobs,
  )
}

/** A header that names a checksum algorithm. Throws `InvalidRequest` for one that S3 does not have. */
export function requestedAlgorithm(headers: Headers, name: string): ChecksumAlgorithm | undefined {
  const value = headers.get(name)
  if (value === undefined) return undefined
  const algorithm = parseAlgorithm(value)
  if (!algorithm)
    throw new S3Error('InvalidRequest', { message: `Checksum algorithm provided is unsupported: ${value}` })
  return algorithm
}
