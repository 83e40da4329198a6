import type { StoredChecksum } from '../body/checksum.ts'
import type { BlobRef } from './blob-store.ts'

/** What S3 calls the version of an object in a bucket that keeps none. */
export const NULL_VERSION = 'null'

/** One version of an object, with everything S3 tells about it. */
export interface ObjectVersion {
  kind: 'object'
  versionId: string
  /** Milliseconds since the epoch. */
  modified: number
  size: number
  /** Without quotes. */
  etag: string
  /** In order; more than one when it was uploaded in parts. */
  blobs: BlobRef[]
  /** Standard headers given at upload, lower-case: content-type, cache-control … */
  headers: Record<string, string>
  /** User metadata without the `x-amz-meta-` prefix. */
  metadata: Record<string, string>
  tags: [key: string, value: string][]
  storageClass: string
  checksum?: StoredChecksum
  /** The multipart upload it came from, so that a repeated completion finds its own result. */
  uploadId?: string
  /** A restored copy out of an archive class: readable from `readyAt` until `expiresAt`, both in ms since the epoch. */
  restore?: { readyAt: number; expiresAt: number }
}

export interface DeleteMarker {
  kind: 'marker'
  versionId: string
  modified: number
}

export type Version = ObjectVersion | DeleteMarker

/** Everything about one key, newest version first. It is one file: replacing that file is the only commit point. */
export interface ObjectRecord {
  key: string
  versions: Version[]
}

export type Versioning = 'Enabled' | 'Suspended' | undefined

/** The record after a new version (or marker) arrived. Without versioning on, it takes the null version's place. */
export function withVersion(record: ObjectRecord | undefined, key: string, version: Version): ObjectRecord {
  const kept = (record?.versions ?? []).filter(({ versionId }) => versionId !== version.versionId)
  return { key, versions: [version, ...kept] }
}

/** The record without one version, or undefined when that was the last. The same record when it has no such version. */
export function withoutVersion(record: ObjectRecord, versionId: string): ObjectRecord | undefined {
  const versions = record.versions.filter((version) => version.versionId !== versionId)
  if (versions.length === record.versions.length) return record
  return versions.length > 0 ? { ...record, versions } : undefined
}

/** The record with one version changed in place: tags, restore. */
export function withChanged(record: ObjectRecord, changed: ObjectVersion): ObjectRecord {
  const versions = record.versions.map((version) => (version.versionId === changed.versionId ? changed : version))
  return { ...record, versions }
}

/** The version a plain read would see, or undefined when there is none or a delete marker hides it. */
export function currentObject(record: ObjectRecord | undefined): ObjectVersion | undefined {
  const latest = record?.versions[0]
  return latest?.kind === 'object' ? latest : undefined
}

export function blobsOf(record: ObjectRecord | undefined): BlobRef[] {
  return (record?.versions ?? []).flatMap((version) => (version.kind === 'object' ? version.blobs : []))
}
