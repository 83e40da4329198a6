import { S3Error } from '../errors.ts'
import type { BlobRef, BlobStore } from './blob-store.ts'
import type { DurableFiles } from './durable-files.ts'
import { KeyLocks } from './key-locks.ts'
import type { Layout } from './layout.ts'
import { blobsOf, type ObjectRecord, type Versioning } from './record.ts'
import { SortedKeys } from './sorted-keys.ts'
import type { Upload, UploadedPart, UploadSettings } from './upload.ts'

export interface CorsRule {
  id?: string
  allowedOrigins: string[]
  allowedMethods: string[]
  allowedHeaders: string[]
  exposeHeaders: string[]
  maxAgeSeconds?: number
}

/** What `bucket.json` holds. */
export interface BucketSettings {
  name: string
  /** Milliseconds since the epoch. */
  created: number
  versioning?: Exclude<Versioning, undefined>
  cors?: CorsRule[]
}

/** What a change to a key comes to: its record afterwards (none: the key is gone) and what to tell the caller. */
export interface Change<T> {
  record: ObjectRecord | undefined
  result: T
}

export interface BucketParts {
  layout: Layout
  files: DurableFiles
  blobs: BlobStore
  /** Test only: see `StoreOptions.acknowledgeBeforeCommit`. */
  acknowledgeBeforeCommit: boolean
}

/** One bucket: an index in memory of the records on disk. Every change is on disk before it is in memory. */
export class Bucket {
  settings: BucketSettings
  readonly records: Map<string, ObjectRecord>
  readonly keys: SortedKeys
  readonly uploads: Map<string, Upload>
  readonly #parts: BucketParts
  readonly #locks = new KeyLocks()
  #commits = 0
  #deleted = false

  constructor(parts: BucketParts, settings: BucketSettings, records: ObjectRecord[] = [], uploads: Upload[] = []) {
    this.#parts = parts
    this.settings = settings
    this.records = new Map(records.map((record) => [record.key, record]))
    this.keys = new SortedKeys(this.records.keys())
    this.uploads = new Map(uploads.map((upload) => [upload.id, upload]))
  }

  /**
   * The only way a key changes. `change` sees the key's record with nobody else at work on it, throws to refuse, or
   * returns the new record; that is durable when the promise resolves. Blobs that fell out of the record are
   * discarded. On refusal `added` (blobs the change would have put in) are discarded instead.
   */
  async commit<T>(
    key: string,
    change: (record: ObjectRecord | undefined) => Change<T>,
    added: readonly BlobRef[] = [],
  ): Promise<T> {
    return this.#locks.run(`key ${key}`, async () => {
      const before = this.records.get(key)
      let outcome: Change<T>
      try {
        this.#assertThere()
        outcome = change(before)
      } catch (error) {
        await this.#parts.blobs.discard(added)
        throw error
      }
      await this.#counted(() => this.#persist(key, before, outcome.record))
      return outcome.result
    })
  }

  async saveSettings(change: (settings: BucketSettings) => BucketSettings): Promise<void> {
    await this.#locks.run('settings', () =>
      this.#counted(async () => {
        const settings = change(this.settings)
        await this.#parts.files.replace(this.#parts.layout.bucketSettings(settings.name), JSON.stringify(settings))
        this.settings = settings
      }),
    )
  }

  /** Runs work on one multipart upload alone. Throws `NoSuchUpload` when it is gone or is for another key. */
  async withUpload<T>(id: string, key: string, work: (upload: Upload) => Promise<T>): Promise<T> {
    return this.#locks.run(`upload ${id}`, () => {
      const upload = this.uploads.get(id)
      if (!upload || upload.key !== key) throw new S3Error('NoSuchUpload', { fields: { UploadId: id } })
      return this.#counted(() => work(upload))
    })
  }

  async startUpload(settings: UploadSettings): Promise<void> {
    await this.#counted(() => this.#writeUpload(settings.id, 'upload', settings))
    this.uploads.set(settings.id, { ...settings, parts: new Map() })
  }

  /** Adds a part, or puts it in place of the one of its number. Its blob is discarded when the upload is gone. */
  async keepPart({ id, key }: Upload, part: UploadedPart): Promise<void> {
    let taken = false
    try {
      await this.withUpload(id, key, async (upload) => {
        taken = true
        await this.#writeUpload(id, part.number, part)
        const replaced = upload.parts.get(part.number)
        upload.parts.set(part.number, part)
        if (replaced) await this.#parts.blobs.discard([replaced.blob])
      })
    } catch (error) {
      if (!taken) await this.#parts.blobs.discard([part.blob])
      throw error
    }
  }

  /** Ends an upload, with `withUpload` held. Blobs that became an object's stay. */
  async dropUpload({ id, key, parts }: Upload): Promise<void> {
    await this.#parts.files.discardFolder(this.#parts.layout.upload(this.settings.name, id))
    this.uploads.delete(id)
    const kept = new Set(blobsOf(this.records.get(key)).map((blob) => blob.id))
    await this.#parts.blobs.discard([...parts.values()].flatMap(({ blob }) => (kept.has(blob.id) ? [] : [blob])))
  }

  /** Marks the bucket as gone, so that nothing more is committed into it. Throws unless it is empty and at rest. */
  close(): void {
    if (this.records.size > 0) throw new S3Error('BucketNotEmpty', { fields: { BucketName: this.settings.name } })
    if (this.#commits > 0) throw new S3Error('OperationAborted')
    this.#assertThere()
    this.#deleted = true
  }

  #writeUpload(id: string, name: 'upload' | number, document: UploadSettings | UploadedPart): Promise<void> {
    const { files, layout } = this.#parts
    return files.replace(layout.uploadFile(this.settings.name, id, name), JSON.stringify(document))
  }

  #assertThere(): void {
    if (this.#deleted) throw new S3Error('NoSuchBucket', { fields: { BucketName: this.settings.name } })
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#assertThere()
    this.#commits++
    try {
      return await work()
    } finally {
      this.#commits--
    }
  }

  async #persist(key: string, before: ObjectRecord | undefined, after: ObjectRecord | undefined): Promise<void> {
    if (before === after) return
    const { files, layout, blobs, acknowledgeBeforeCommit } = this.#parts
    const path = layout.record(this.settings.name, key)
    const written = after ? files.replace(path, JSON.stringify(after)) : files.remove(path)
    if (acknowledgeBeforeCommit) written.catch(() => {})
    else await written
    if (after) {
      this.records.set(key, after)
      this.keys.add(key)
    } else {
      this.records.delete(key)
      this.keys.remove(key)
    }
    const kept = new Set(blobsOf(after).map(({ id }) => id))
    await blobs.discard(blobsOf(before).filter(({ id }) => !kept.has(id)))
  }
}
