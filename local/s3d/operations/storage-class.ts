import { S3Error } from '../errors.ts'
import type { ObjectVersion } from '../store/record.ts'

const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
])

/** Classes whose objects must be restored before they can be read. */
const ARCHIVES = new Set(['GLACIER', 'DEEP_ARCHIVE'])

export function parseStorageClass(name: string | undefined): string {
  if (name === undefined) return 'STANDARD'
  if (!STORAGE_CLASSES.has(name)) throw new S3Error('InvalidStorageClass', { fields: { StorageClassRequested: name } })
  return name
}

export function isArchiveClass(storageClass: string): boolean {
  return ARCHIVES.has(storageClass)
}

export type RestoreState = 'none' | 'ongoing' | 'restored'

/** Where an archived object's restored copy stands at `now`. An expired copy is as good as none. */
export function restoreState({ restore }: ObjectVersion, now: number): RestoreState {
  if (!restore || now >= restore.expiresAt) return 'none'
  return now < restore.readyAt ? 'ongoing' : 'restored'
}

/** Throws `InvalidObjectState` when the bytes lie in an archive. */
export function assertReadable(version: ObjectVersion, now: number): void {
  if (!isArchiveClass(version.storageClass) || restoreState(version, now) === 'restored') return
  throw new S3Error('InvalidObjectState', { fields: { StorageClass: version.storageClass } })
}

/** The value of `x-amz-restore`, or undefined when no restore was asked for. */
export function restoreHeader(version: ObjectVersion, now: number): string | undefined {
  switch (restoreState(version, now)) {
    case 'none':
      return undefined
    case 'ongoing':
      return 'ongoing-request="true"'
    case 'restored':
      return `ongoing-request="false", expiry-date="${new Date(version.restore!.expiresAt).toUTCString()}"`
  }
}
