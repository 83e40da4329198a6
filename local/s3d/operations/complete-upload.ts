import { createHash } from 'node:crypto'
import { joinChecksums } from '../body/checksum.ts'
import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'
import { childrenOf, requiredText, textOf, type XmlElement } from '../http/xml.ts'
import type { Bucket } from '../store/bucket.ts'
import type { ObjectVersion } from '../store/record.ts'
import type { Upload, UploadedPart } from '../store/upload.ts'
import { checksumElements } from './object-headers.ts'
import type { Operation } from './operation.ts'
import { commitObject } from './put-object.ts'
import { receiveXml } from './request-body.ts'
import { findUpload } from './upload-part.ts'
import { versionHeader } from './versions.ts'

/** S3's smallest part, but for the last: 5 MiB. */
export const MIN_PART_BYTES = 5 * 1024 ** 2

/**
 * Makes one object of the named parts, without moving a byte: the object's blobs are the parts'. The record's commit
 * is the one moment at which the upload turns into an object; asked again, it answers the same.
 */
export const completeMultipartUpload: Operation = async ({ store, now }, request) => {
  const bucket = store.bucket(request.bucket)
  const document = await receiveXml(request, 'CompleteMultipartUpload')
  const uploadId = request.param('uploadId') ?? ''
  const done = completedBefore(bucket, request.key, uploadId)
  if (done) return reply(bucket, request, done)

  findUpload(bucket, request)
  const version = await bucket.withUpload(uploadId, request.key, async (upload) => {
    const parts = chosenParts(upload, document)
    assertDeclaredSize(request, parts)
    const object = { ...objectOf(upload, parts), modified: now() }
    const committed = await commitObject(bucket, request.key, request.headers, object, { keepBlobs: true })
    await bucket.dropUpload(upload)
    return committed
  })
  return reply(bucket, request, version)
}

function completedBefore(bucket: Bucket, key: string, uploadId: string): ObjectVersion | undefined {
  for (const version of bucket.records.get(key)?.versions ?? []) {
    if (version.kind === 'object' && version.uploadId === uploadId) return version
  }
  return undefined
}

function chosenParts(upload: Upload, document: XmlElement): UploadedPart[] {
  const named = childrenOf(document, 'Part')
  if (named.length === 0) throw new S3Error('MalformedXML')
  const parts = named.map((element) => chosenPart(upload, element))
  for (const [index, part] of parts.entries()) {
    if (index > 0 && part.number <= parts[index - 1]!.number) throw new S3Error('InvalidPartOrder')
  }
  const small = parts.slice(0, -1).find(({ blob }) => blob.size < MIN_PART_BYTES)
  if (small) {
    throw new S3Error('EntityTooSmall', {
      fields: {
        ProposedSize: String(small.blob.size),
        MinSizeAllowed: String(MIN_PART_BYTES),
        PartNumber: String(small.number),
        ETag: small.etag,
      },
    })
  }
  return parts
}

function chosenPart(upload: Upload, element: XmlElement): UploadedPart {
  const number = requiredText(element, 'PartNumber')
  const etag = requiredText(element, 'ETag').replaceAll('"', '')
  const part = upload.parts.get(Number(number))
  const algorithm = upload.checksum?.algorithm
  const checksum = algorithm && textOf(element, `Checksum${algorithm.toUpperCase()}`)
  if (part?.etag === etag && (checksum === undefined || checksum === part.checksum)) return part
  throw new S3Error('InvalidPart', {
    message:
      'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified ' +
      "entity tag or checksum may not match the part's.",
    fields: { UploadId: upload.id, PartNumber: number, ETag: etag },
  })
}

/** `x-amz-mp-object-size`, by which a client can guard against a part gone missing from its own list. */
function assertDeclaredSize({ headers }: S3Request, parts: readonly UploadedPart[]): void {
  const declared = headers.get('x-amz-mp-object-size')
  const size = parts.reduce((sum, { blob }) => sum + blob.size, 0)
  if (declared === undefined || Number(declared) === size) return
  throw new S3Error('InvalidRequest', {
    message: 'The provided x-amz-mp-object-size header does not match what was computed.',
  })
}

function objectOf(
  upload: Upload,
  parts: readonly UploadedPart[],
): Omit<ObjectVersion, 'kind' | 'versionId' | 'modified'> {
  const { id, headers, metadata, tags, storageClass, checksum } = upload
  const md5 = createHash('md5')
  for (const { etag } of parts) md5.update(etag, 'hex')
  return {
    headers,
    metadata,
    tags,
    storageClass,
    size: parts.reduce((sum, { blob }) => sum + blob.size, 0),
    etag: `${md5.digest('hex')}-${parts.length}`,
    blobs: parts.map(({ blob }) => blob),
    uploadId: id,
    ...(checksum && {
      checksum: joinChecksums(
        checksum.algorithm,
        checksum.type,
        parts.map((part) => ({ value: part.checksum!, size: part.blob.size })),
      ),
    }),
  }
}

function reply(bucket: Bucket, { bucket: Bucket, key: Key }: S3Request, version: ObjectVersion) {
  return {
    status: 200,
    headers: { 'x-amz-version-id': versionHeader(bucket, version.versionId) },
    xml: {
      root: 'CompleteMultipartUploadResult',
      tree: {
        Location: `/${Bucket}/${Key}`,
        Bucket,
        Key,
        ETag: `"${version.etag}"`,
        ...checksumElements(version.checksum),
      },
    },
  }
}
