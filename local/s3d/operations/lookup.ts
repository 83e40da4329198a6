import { S3Error } from '../errors.ts'
import type { Bucket } from '../store/bucket.ts'
import { NULL_VERSION, type ObjectRecord, type ObjectVersion, withChanged } from '../store/record.ts'

/** The version a read means. Throws `NoSuchKey`, `NoSuchVersion` or, for a delete marker by id, `MethodNotAllowed`. */
export function findObject(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  return pickObject(bucket.records.get(key), key, versionId)
}

/** As `findObject`, in a record already at hand. */
export function pickObject(
  record: ObjectRecord | undefined,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  if (versionId !== undefined) checkVersionId(versionId)
  const version =
    versionId === undefined ? record?.versions[0] : record?.versions.find((v) => v.versionId === versionId)
  if (version?.kind === 'object') return version
  const marker = version && { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId }
  if (versionId === undefined)
    throw new S3Error('NoSuchKey', { fields: { Key: key }, ...(marker && { headers: marker }) })
  if (!marker) throw new S3Error('NoSuchVersion', { fields: { Key: key, VersionId: versionId } })
  throw new S3Error('MethodNotAllowed', {
    message: 'The specified method is not allowed against this resource.',
    fields: { Method: 'GET', ResourceType: 'DeleteMarker' },
    headers: marker,
  })
}

/** Our ids are 32 URL-safe characters, or "null". */
export function checkVersionId(versionId: string): void {
  if (versionId === NULL_VERSION || /^[A-Za-z0-9_-]{32}$/.test(versionId)) return
  throw new S3Error('InvalidArgument', {
    message: 'Invalid version id specified',
    fields: { ArgumentName: 'versionId', ArgumentValue: versionId },
  })
}

/** Changes what is told of one version (not its bytes), durably. `change` may throw to refuse. */
export function changeObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  change: (object: ObjectVersion) => ObjectVersion,
): Promise<ObjectVersion> {
  return bucket.commit(key, (record) => {
    const changed = change(pickObject(record, key, versionId))
    return { record: record && withChanged(record, changed), result: changed }
  })
}
