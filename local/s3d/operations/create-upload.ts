import { randomBytes } from 'node:crypto'
import { allowsType, type ChecksumType, defaultType } from '../body/checksum.ts'
import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import type { UploadSettings } from '../store/upload.ts'
import type { Operation } from './operation.ts'
import { requestedAlgorithm } from './put-object.ts'
import { describeUpload } from './upload-description.ts'

export const createMultipartUpload: Operation = async ({ store, now }, request) => {
  const bucket = store.bucket(request.bucket)
  const checksum = checksumPlan(request.headers)
  const upload: UploadSettings = {
    id: randomBytes(24).toString('base64url'),
    key: request.key,
    initiated: now(),
    ...describeUpload(request.headers),
    ...(checksum && { checksum }),
  }
  await bucket.startUpload(upload)
  return {
    status: 200,
    headers: {
      'x-amz-checksum-algorithm': checksum?.algorithm.toUpperCase(),
      'x-amz-checksum-type': checksum?.type,
    },
    xml: {
      root: 'InitiateMultipartUploadResult',
      tree: { Bucket: request.bucket, Key: request.key, UploadId: upload.id },
    },
  }
}

function checksumPlan(headers: Headers): UploadSettings['checksum'] {
  const algorithm = requestedAlgorithm(headers, 'x-amz-checksum-algorithm')
  const asked = headers.get('x-amz-checksum-type')?.toUpperCase()
  if (!algorithm) {
    if (asked === undefined) return undefined
    throw new S3Error('InvalidRequest', { message: 'The x-amz-checksum-type header needs a checksum algorithm.' })
  }
  const type: ChecksumType | undefined =
    asked === undefined ? defaultType(algorithm) : asked === 'COMPOSITE' || asked === 'FULL_OBJECT' ? asked : undefined
  if (!type || !allowsType(algorithm, type)) {
    throw new S3Error('InvalidRequest', {
      message: `The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    })
  }
  return { algorithm, type }
}
