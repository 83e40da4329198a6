import { randomBytes } from 'node:crypto'
import type { Bucket } from '../store/bucket.ts'
import { NULL_VERSION } from '../store/record.ts'

/** The id a new version takes: random while versioning is on, else the null version's place. */
export function newVersionId(bucket: Bucket): string {
  return bucket.settings.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : NULL_VERSION
}

/** `x-amz-version-id`, which a bucket that never had versioning does not show. */
export function versionHeader(bucket: Bucket, versionId: string): string | undefined {
  return bucket.settings.versioning ? versionId : undefined
}
