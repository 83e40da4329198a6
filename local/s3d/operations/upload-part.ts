import type { ChecksumAlgorithm } from '../body/checksum.ts'
import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'
import type { BlobRef } from '../store/blob-store.ts'
import type { Bucket } from '../store/bucket.ts'
import type { Upload, UploadedPart } from '../store/upload.ts'
import { copyBytes, findCopySource } from './copy-source.ts'
import type { Context, Operation } from './operation.ts'
import { parseRange } from './range.ts'
import { receiveBlob } from './request-body.ts'
import { versionHeader } from './versions.ts'

const MAX_PART_NUMBER = 10_000

export const uploadPart: Operation = async (context, request) => {
  const bucket = context.store.bucket(request.bucket)
  const upload = findUpload(bucket, request)
  const number = partNumber(request)
  const algorithm = upload.checksum?.algorithm
  const received = await receiveBlob(context.store, request, algorithm ? { algorithm } : {})
  const part = await keepPart(context, bucket, upload, { number, ...received })
  const header = part.checksum && algorithm && { [`x-amz-checksum-${algorithm}`]: part.checksum }
  return { status: 200, headers: { etag: `"${part.etag}"`, ...header } }
}

export const uploadPartCopy: Operation = async (context, request) => {
  const bucket = context.store.bucket(request.bucket)
  const upload = findUpload(bucket, request)
  const number = partNumber(request)
  const source = findCopySource(context, request)
  const range = request.headers.get('x-amz-copy-source-range')
  const span = parseRange(range, source.version.size)
  if (range !== undefined && (!span || !/^bytes=\d+-\d+$/.test(range))) {
    throw new S3Error('InvalidArgument', {
      message: 'The x-amz-copy-source-range value must be of the form bytes=first-last',
    })
  }
  const copied = await copyBytes(context.store, source, { algorithm: upload.checksum?.algorithm, span })
  const part = await keepPart(context, bucket, upload, { number, ...copied })
  return {
    status: 200,
    headers: { 'x-amz-copy-source-version-id': versionHeader(source.bucket, source.version.versionId) },
    xml: {
      root: 'CopyPartResult',
      tree: { LastModified: new Date(part.modified).toISOString(), ETag: `"${part.etag}"` },
    },
  }
}

/** The upload a request names by `uploadId` and key. Throws `NoSuchUpload`. */
export function findUpload(bucket: Bucket, request: S3Request): Upload {
  const id = request.param('uploadId') ?? ''
  const upload = bucket.uploads.get(id)
  if (!upload || upload.key !== request.key) throw new S3Error('NoSuchUpload', { fields: { UploadId: id } })
  return upload
}

interface NewPart {
  number: number
  blob: BlobRef
  md5: string
  checksum?: { algorithm: ChecksumAlgorithm; value: string }
}

async function keepPart(
  { store, now }: Context,
  bucket: Bucket,
  upload: Upload,
  arrived: NewPart,
): Promise<UploadedPart> {
  const { number, blob, md5, checksum } = arrived
  const planned = upload.checksum?.algorithm
  if (planned && checksum && checksum.algorithm !== planned) {
    await store.blobs.discard([blob])
    throw new S3Error('InvalidRequest', {
      message: `Checksum Type mismatch occurred, expected checksum Type: ${planned}, actual checksum Type: ${checksum.algorithm}`,
    })
  }
  const part: UploadedPart = {
    number,
    blob,
    etag: md5,
    modified: now(),
    ...(planned && checksum && { checksum: checksum.value }),
  }
  await bucket.keepPart(upload, part)
  return part
}

function partNumber(request: S3Request): number {
  const text = request.param('partNumber') ?? ''
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= MAX_PART_NUMBER) return number
  throw new S3Error('InvalidArgument', {
    message: `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    fields: { ArgumentName: 'partNumber', ArgumentValue: text },
  })
}
