import { mkdir, rm } from 'node:fs/promises'
import { S3Error } from '../errors.ts'
import { type BlobStore, openBlobStore } from './blob-store.ts'
import { Bucket, type BucketParts } from './bucket.ts'
import { type DurableFiles, durableFiles } from './durable-files.ts'
import { isBucketName, type Layout, layoutOf } from './layout.ts'
import { loadBuckets, sweepBlobs } from './load.ts'
import { lockRoot, type RootLock } from './root-lock.ts'

export interface StoreOptions {
  root: string
  /** False leaves out every fsync: a control for durability tests. */
  fsync: boolean
  /** Test only: reports success before the record is in place, so that a durability check can be seen to fail. */
  acknowledgeBeforeCommit?: boolean
}

/** All buckets under one root. One process has it open at a time. */
export class Store {
  readonly layout: Layout
  readonly files: DurableFiles
  readonly blobs: BlobStore
  readonly buckets = new Map<string, Bucket>()
  readonly #parts: BucketParts
  readonly #lock: RootLock

  /** Opens the folder, removing what a crash left unfinished. Throws when another process has it open. */
  static async open(options: StoreOptions): Promise<Store> {
    await mkdir(options.root, { recursive: true })
    const lock = await lockRoot(options.root)
    try {
      const store = new Store(options, lock)
      await rm(store.layout.staging, { recursive: true, force: true })
      await store.files.makeFolder(store.layout.staging)
      for (const bucket of await loadBuckets(store.#parts)) store.buckets.set(bucket.settings.name, bucket)
      await sweepBlobs(store.layout, store.buckets.values())
      return store
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  private constructor({ root, fsync, acknowledgeBeforeCommit = false }: StoreOptions, lock: RootLock) {
    this.layout = layoutOf(root)
    this.files = durableFiles(this.layout.staging, { fsync })
    this.blobs = openBlobStore(this.layout, this.files, { fsync })
    this.#parts = { layout: this.layout, files: this.files, blobs: this.blobs, acknowledgeBeforeCommit }
    this.#lock = lock
  }

  /** Throws `NoSuchBucket`. */
  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name)
    if (!bucket) throw new S3Error('NoSuchBucket', { fields: { BucketName: name } })
    return bucket
  }

  async createBucket(name: string, created: number): Promise<void> {
    const fields = { BucketName: name }
    if (!isBucketName(name)) throw new S3Error('InvalidBucketName', { fields })
    if (this.buckets.has(name)) throw new S3Error('BucketAlreadyOwnedByYou', { fields })
    const bucket = new Bucket(this.#parts, { name, created })
    // Entered first, so that of two creations at once the second is refused.
    this.buckets.set(name, bucket)
    try {
      await bucket.saveSettings((settings) => settings)
    } catch (error) {
      this.buckets.delete(name)
      throw error
    }
  }

  /** Throws `BucketNotEmpty` while any version or marker is left. Unfinished uploads go with the bucket. */
  async deleteBucket(name: string): Promise<void> {
    const bucket = this.bucket(name)
    bucket.close()
    await this.files.discardFolder(this.layout.bucket(name))
    this.buckets.delete(name)
    for (const { parts } of bucket.uploads.values()) {
      await this.blobs.discard([...parts.values()].map(({ blob }) => blob))
    }
  }

  async close(): Promise<void> {
    await this.#lock.release()
  }
}
