import { readdirSync, readFileSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Bucket, type BucketParts, type BucketSettings } from './bucket.ts'
import type { Layout } from './layout.ts'
import { blobsOf, type ObjectRecord } from './record.ts'
import type { Upload, UploadedPart, UploadSettings } from './upload.ts'

/** Reads all buckets into memory. A folder without its `bucket.json` is a creation that was cut off: it is removed. */
export async function loadBuckets(parts: BucketParts): Promise<Bucket[]> {
  const { layout } = parts
  const buckets: Bucket[] = []
  for (const name of await names(layout.buckets)) {
    const settings = readJson<BucketSettings>(layout.bucketSettings(name))
    if (settings) buckets.push(loadBucket(parts, settings))
    else await rm(layout.bucket(name), { recursive: true, force: true })
  }
  return buckets
}

/** Deletes every blob that nothing refers to: what a crash left between writing bytes and committing or dropping them. */
export async function sweepBlobs(layout: Layout, buckets: Iterable<Bucket>): Promise<number> {
  const live = new Set<string>()
  for (const { records, uploads } of buckets) {
    for (const record of records.values()) for (const { id } of blobsOf(record)) live.add(id)
    for (const { parts } of uploads.values()) for (const { blob } of parts.values()) live.add(blob.id)
  }
  let swept = 0
  for (const id of await names(layout.blobs)) {
    if (live.has(id)) continue
    await rm(layout.blob(id), { force: true })
    swept++
  }
  return swept
}

// Synchronous reads: at start nobody waits for anything else, and they take a third of the time.
function loadBucket(parts: BucketParts, settings: BucketSettings): Bucket {
  const { layout } = parts
  const folder = layout.records(settings.name)
  const records = namesNow(folder).map((file) => readJson<ObjectRecord>(join(folder, file))!)
  const completed = new Set(
    records.flatMap(({ versions }) => versions.map((version) => version.kind === 'object' && version.uploadId)),
  )
  // A completed upload whose folder is still there was cut off after its commit: its blobs are the object's now.
  const uploads = namesNow(layout.uploads(settings.name))
    .filter((id) => !completed.has(id))
    .flatMap((id) => loadUpload(layout, settings.name, id))
  return new Bucket(parts, settings, records, uploads)
}

function loadUpload(layout: Layout, bucket: string, id: string): Upload[] {
  const settings = readJson<UploadSettings>(layout.uploadFile(bucket, id, 'upload'))
  if (!settings) return []
  const parts = namesNow(layout.upload(bucket, id))
    .filter((file) => /^\d+\.json$/.test(file))
    .map((file) => readJson<UploadedPart>(join(layout.upload(bucket, id), file))!)
  return [{ ...settings, parts: new Map(parts.map((part) => [part.number, part])) }]
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new Error(`cannot read ${path}`, { cause: error })
  }
}

function names(path: string): Promise<string[]> {
  return readdir(path).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
}

function namesNow(path: string): string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
