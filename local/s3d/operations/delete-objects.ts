import { S3Error } from '../errors.ts'
import { childrenOf, requiredText, textOf, type XmlElement, type XmlTree } from '../http/xml.ts'
import type { Bucket } from '../store/bucket.ts'
import { MAX_KEY_BYTES } from '../store/layout.ts'
import { deleteKey } from './delete-object.ts'
import type { Operation } from './operation.ts'
import { receiveXml } from './request-body.ts'

const MAX_KEYS = 1000

/** Deletes up to 1,000 keys; each succeeds or fails by itself. */
export const deleteObjects: Operation = async ({ store, now }, request) => {
  const bucket = store.bucket(request.bucket)
  const guarded = request.headers
    .entries()
    .some(([name]) => name === 'content-md5' || /^x-amz-checksum-|^x-amz-trailer$/.test(name))
  if (!guarded) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    })
  }
  const document = await receiveXml(request, 'Delete')
  const objects = childrenOf(document, 'Object')
  if (objects.length === 0 || objects.length > MAX_KEYS) throw new S3Error('MalformedXML')
  const quiet = textOf(document, 'Quiet') === 'true'
  const outcomes = []
  for (const object of objects) outcomes.push(await deleteOne(bucket, object, now()))
  const tree = {
    Deleted: outcomes.flatMap(({ deleted }) => (deleted && !quiet ? [deleted] : [])),
    Error: outcomes.flatMap(({ error }) => (error ? [error] : [])),
  }
  return { status: 200, xml: { root: 'DeleteResult', tree } }
}

async function deleteOne(
  bucket: Bucket,
  object: XmlElement,
  now: number,
): Promise<{ deleted?: XmlTree; error?: XmlTree }> {
  const Key = requiredText(object, 'Key')
  const VersionId = textOf(object, 'VersionId') || undefined
  try {
    if (Buffer.byteLength(Key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError')
    for (const condition of ['LastModifiedTime', 'Size']) {
      if (textOf(object, condition) !== undefined) throw new S3Error('NotImplemented')
    }
    const { versionId, marker } = await deleteKey(bucket, Key, VersionId, now, textOf(object, 'ETag'))
    return {
      deleted: { Key, VersionId, ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: versionId }) },
    }
  } catch (error) {
    if (!(error instanceof S3Error)) throw error
    return { error: { Key, VersionId, Code: error.code, Message: error.message } }
  }
}
