import type { Bucket } from '../store/bucket.ts'
import { currentObject, NULL_VERSION, withoutVersion, withVersion } from '../store/record.ts'
import { checkIfMatch } from './conditions.ts'
import { checkVersionId } from './lookup.ts'
import type { Operation } from './operation.ts'
import { newVersionId } from './versions.ts'

/** What a delete did, as S3 reports it. */
export interface Deletion {
  /** The version that was deleted, or the delete marker that was made; absent in a bucket without versions. */
  versionId?: string
  /** A delete marker was made, or one was deleted by its id. */
  marker: boolean
}

export const deleteObject: Operation = async ({ store, now }, request) => {
  const bucket = store.bucket(request.bucket)
  const { versionId, marker } = await deleteKey(
    bucket,
    request.key,
    request.param('versionId'),
    now(),
    request.headers.get('if-match'),
  )
  return {
    status: 204,
    headers: { 'x-amz-version-id': versionId, 'x-amz-delete-marker': marker ? 'true' : undefined },
  }
}

/** Deletes one version by id, else hides or removes the current object, as the bucket's versioning has it. */
export function deleteKey(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  modified: number,
  ifMatch: string | undefined,
): Promise<Deletion> {
  if (versionId !== undefined) checkVersionId(versionId)
  return bucket.commit<Deletion>(key, (record) => {
    checkIfMatch(ifMatch, currentObject(record))
    if (versionId !== undefined) {
      const marker = record?.versions.find((version) => version.versionId === versionId)?.kind === 'marker'
      return { record: record && withoutVersion(record, versionId), result: { versionId, marker } }
    }
    if (!bucket.settings.versioning) {
      return { record: record && withoutVersion(record, NULL_VERSION), result: { marker: false } }
    }
    const made = { kind: 'marker', versionId: newVersionId(bucket), modified } as const
    return { record: withVersion(record, key, made), result: { versionId: made.versionId, marker: true } }
  })
}
