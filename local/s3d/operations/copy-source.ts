import { pipeline } from 'node:stream/promises'
import { type ChecksumAlgorithm, startDigest } from '../body/checksum.ts'
import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'
import type { BlobRef, ByteSpan } from '../store/blob-store.ts'
import type { Bucket } from '../store/bucket.ts'
import type { ObjectVersion } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { checkCopySource } from './conditions.ts'
import { findObject } from './lookup.ts'
import type { Context } from './operation.ts'
import { MAX_OBJECT_BYTES } from './request-body.ts'
import { assertReadable } from './storage-class.ts'

export interface CopySource {
  bucket: Bucket
  key: string
  /** Given in the request: the copy is of that version and no other. */
  versionId: string | undefined
  version: ObjectVersion
}

/** Finds what `x-amz-copy-source: /bucket/key?versionId=…` names and checks that it may be read now. */
export function findCopySource({ store, now }: Context, request: S3Request): CopySource {
  const { bucketName, key, versionId } = parseCopySource(request.headers.get('x-amz-copy-source') ?? '')
  const bucket = store.bucket(bucketName)
  const version = findObject(bucket, key, versionId)
  checkCopySource(request.headers, version)
  assertReadable(version, now())
  return { bucket, key, versionId, version }
}

export interface Copied {
  blob: BlobRef
  /** Hex. */
  md5: string
  checksum?: { algorithm: ChecksumAlgorithm; value: string }
}

/**
 * Copies an object's bytes (or a span of them) into a blob of its own. Bytes that no longer match the object's MD5
 * are not copied on: that is an internal error.
 */
export async function copyBytes(
  store: Store,
  { version }: CopySource,
  { algorithm, span }: { algorithm?: ChecksumAlgorithm | undefined; span?: ByteSpan | undefined },
): Promise<Copied> {
  const size = span ? span.last - span.first + 1 : version.size
  if (size > MAX_OBJECT_BYTES) {
    throw new S3Error('InvalidRequest', {
      message: 'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    })
  }
  const release = store.blobs.pin(version.blobs)
  const writer = await store.blobs.create()
  try {
    const md5 = startDigest('md5')
    const checksum = algorithm && startDigest(algorithm)
    await pipeline(store.blobs.read(version.blobs, span), async (source: AsyncIterable<Buffer>) => {
      for await (const data of source) {
        md5.update(data)
        checksum?.update(data)
        await writer.write(data)
      }
    })
    const digest = md5.digest().toString('hex')
    if (!span && version.blobs.length === 1 && digest !== version.etag && !version.etag.includes('-')) {
      throw new Error(`the bytes of version ${version.versionId} no longer match its MD5 ${version.etag}`)
    }
    const blob = await writer.seal()
    return {
      blob,
      md5: digest,
      ...(algorithm && checksum && { checksum: { algorithm, value: checksum.digest().toString('base64') } }),
    }
  } catch (error) {
    await writer.abandon()
    throw error
  } finally {
    release()
  }
}

function parseCopySource(header: string): { bucketName: string; key: string; versionId: string | undefined } {
  const match = /^\/?([^/]+)\/(.+?)(?:\?versionId=([^&]*))?$/s.exec(header)
  try {
    if (match) {
      return { bucketName: decodeURIComponent(match[1]!), key: decodeURIComponent(match[2]!), versionId: match[3] }
    }
  } catch {
    // a broken escape: refused below
  }
  throw new S3Error('InvalidArgument', {
    message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    fields: { ArgumentName: 'x-amz-copy-source', ArgumentValue: header },
  })
}
