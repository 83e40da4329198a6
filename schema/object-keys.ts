import { type AvatarSize, type RenditionFormat, type RenditionSize, renditionFormats } from './renditions.ts'

/** What every original's key begins with, and no other key. */
export const originalsPrefix = 'originals/'

/**
 * Where bytes lie in the object store. Keys are immutable: other bytes get another key, so a cached copy is never wrong.
 * Originals are written by media/, renditions by jobs/process-photo; both are read by media/. Snapshots are no photos: jobs/snapshot-redis
 * writes and reads them.
 */
export const objectKeys = {
  /** `postId` is the one that the upload was reserved for. */
  original: (userId: bigint, postId: bigint, uploadId: bigint) =>
    `${originalsPrefix}${userId}/${postId}/${uploadId}` as const,
  /** `edition` counts how often the photo was rendered anew. */
  rendition: (photoId: bigint, edition: number, size: RenditionSize, format: RenditionFormat) =>
    `renditions/${photoId}/${edition}/${size.toLowerCase()}.${renditionFormats[format].extension}` as const,
  /** Another picture is another avatar: it has no editions. */
  avatar: (avatarId: bigint, size: AvatarSize, format: RenditionFormat) =>
    `avatars/${avatarId}/${size.toLowerCase()}.${renditionFormats[format].extension}` as const,
  exportPart: (exportId: bigint, part: number) => `exports/${exportId}/${part}` as const,
  redisSnapshotPart: (takenAt: Date, part: number) => `snapshots/redis/${folderOf(takenAt)}/${part}` as const,
  redisSnapshotManifest: (takenAt: Date) => `snapshots/redis/${folderOf(takenAt)}/manifest.json` as const,
}

/** Objects below these live for as long as a row refers to them. What lies elsewhere has its own life, and is never taken for an orphan. */
export const referredPrefixes = ['originals/', 'renditions/', 'avatars/'] as const

/** The photo that a rendition's key names, or null when the key is none of a rendition. */
export function photoOfRendition(key: string): bigint | null {
  const digits = /^renditions\/(\d{1,19})\//.exec(key)?.[1]
  return digits ? BigInt(digits) : null
}

/** The avatar that a key names, or null when it is none of an avatar. */
export function avatarOfKey(key: string): bigint | null {
  const digits = /^avatars\/(\d{1,19})\//.exec(key)?.[1]
  return digits ? BigInt(digits) : null
}

/** Such as `2026-11-25T09-30-00.000Z`: colons are escaped in addresses, and not by all in the same way. */
const folderOf = (time: Date) => time.toISOString().replaceAll(':', '-')
