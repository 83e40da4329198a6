import { type RenditionFormat, type RenditionSize, renditionFormats } from './renditions.ts'

/** What every original's key begins with, and no other key. */
export const originalsPrefix = 'originals/'

/**
 * Where bytes lie in the object store. Keys are immutable: other bytes get another key, so a cached copy is never wrong.
 * Originals are written by media/, renditions by jobs/process-photo; both are read by media/.
 */
export const objectKeys = {
  /** `postId` is the one that the upload was reserved for. */
  original: (userId: bigint, postId: bigint, uploadId: bigint) =>
    `${originalsPrefix}${userId}/${postId}/${uploadId}` as const,
  /** `edition` counts how often the photo was rendered anew. */
  rendition: (photoId: bigint, edition: number, size: RenditionSize, format: RenditionFormat) =>
    `renditions/${photoId}/${edition}/${size.toLowerCase()}.${renditionFormats[format].extension}` as const,
}
