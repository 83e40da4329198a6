import type { Operation } from './operation.ts'

export const abortMultipartUpload: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  await bucket.withUpload(request.param('uploadId') ?? '', request.key, (upload) => bucket.dropUpload(upload))
  return { status: 204 }
}
