import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** S3's limit on a key, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024

/**
 * Where everything lies under the root. No byte of a key reaches a path: a key is hashed, and its record says which
 * key it is. Bucket names do, after `isBucketName`.
 *
 *     staging/<id>                       side files; emptied at start
 *     blobs/<id>                         bytes, written once and never changed
 *     buckets/<name>/bucket.json         settings; the bucket exists when this does
 *     buckets/<name>/records/<hash>.json all versions of one key: the one truth about it
 *     buckets/<name>/uploads/<id>/upload.json  a multipart upload, and <part>.json for each part
 */
export function layoutOf(root: string) {
  const buckets = join(root, 'buckets')
  const uploads = (bucket: string) => join(buckets, bucket, 'uploads')
  const records = (bucket: string) => join(buckets, bucket, 'records')
  return {
    staging: join(root, 'staging'),
    blobs: join(root, 'blobs'),
    blob: (id: string) => join(root, 'blobs', id),
    buckets,
    bucket: (bucket: string) => join(buckets, bucket),
    bucketSettings: (bucket: string) => join(buckets, bucket, 'bucket.json'),
    records,
    record: (bucket: string, key: string) => join(records(bucket), `${recordName(key)}.json`),
    uploads,
    upload: (bucket: string, uploadId: string) => join(uploads(bucket), uploadId),
    uploadFile: (bucket: string, uploadId: string, name: 'upload' | number) =>
      join(uploads(bucket), uploadId, `${name}.json`),
  }
}

export type Layout = ReturnType<typeof layoutOf>

/** SHA-256 of the key's UTF-8 as hex: any key, however hostile, becomes a plain name of one length. */
export function recordName(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** S3's rules for general purpose buckets; they also keep a name from being a path. */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-)/.test(name)
  )
}
