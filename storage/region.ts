import type { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  RestoreObjectCommand,
  type S3Client,
  type StorageClass,
} from '@aws-sdk/client-s3'
import { traced } from '@halide/telemetry/traces.ts'
import { type ByteRange, rangeHeader } from './bytes.ts'
import { connectionTimeoutMs, maxSockets, openClient } from './client.ts'
import { factsOf, replacesName } from './facts.ts'
import { faultOf, StorageFault, statusOf } from './faults.ts'
import type { Operation, StorageMetrics } from './metrics.ts'
import { openQuick } from './quick.ts'
import type { RegionSettings } from './settings.ts'

export type RegionName = 'primary' | 'backup'

export interface PutOptions {
  contentType: string
  /** 16 bytes; sent as Content-MD5, so that the store refuses other bytes. */
  md5: Buffer
  /** Only when there is no such object; or only over the one with this ETag. */
  onlyIf?: { absent: true } | { etag: string }
  storageClass?: StorageClass
}

export interface ObjectFacts {
  size: number
  /** Without quotes. The MD5 in hex, unless the store encrypts or the object came in parts. */
  etag: string
  contentType: string
  storageClass: string
  /** Where versions are kept: this one's id, and the one that a change of class put it in the place of. */
  version?: string | undefined
  replaces?: string | undefined
  /** Of an archived object: whether it is being thawed, or until when it can be read. */
  thaw?: 'ONGOING' | { until: Date } | undefined
}

export interface OpenObject extends ObjectFacts {
  /** Read it by `chunksOf`, to its end, or destroy it. */
  body: Readable
}

export interface GetOptions {
  range?: ByteRange
  /** Not the latest, but one that the bucket has kept. */
  version?: string
  signal?: AbortSignal
  /** The caller holds the bytes against their MD5. Otherwise the body fails where they are not those of the store's own CRC32. */
  comparedByCaller?: true
}

/** What objects are read from; an absent object is null. */
export interface Source {
  name: RegionName | 'buffer'
  get(key: string, options?: GetOptions): Promise<OpenObject | null>
  head(key: string): Promise<ObjectFacts | null>
}

export interface ListedObject {
  key: string
  size: number
  modifiedAt: Date
}

/** One bucket. Throws `StorageFault` only. */
export interface Region extends Source {
  name: RegionName
  /** `EXISTS` when the condition was not met. */
  put(key: string, bytes: Buffer, options: PutOptions): Promise<'STORED' | 'EXISTS'>
  /**
   * Gives the bytes another class, as a new version that names the one it replaces; that one stays. `GONE` when the copy that
   * `from` describes is not there any more.
   */
  changeClass(key: string, from: ObjectFacts, storageClass: StorageClass): Promise<'CHANGED' | 'GONE'>
  /** Asks for an archived object, or a version of it, to be readable for so many days. Safe to repeat: what is being thawed goes on. */
  thaw(key: string, days: number, version?: string): Promise<void>
  /** One version, for good. */
  deleteVersion(key: string, version: string): Promise<void>
  /** With every version of it. */
  delete(key: string): Promise<void>
  /** In the order of keys, beyond `after`. */
  list(prefix: string, after?: string): AsyncIterable<ListedObject>
  /** What the bucket has kept under a key, the latest first; none where it keeps no versions. */
  versions(key: string): Promise<string[]>
  /** Throws when the bucket cannot be used. */
  reach(): Promise<void>
  /** Whether the bucket keeps what is overwritten or deleted. */
  keepsVersions(): Promise<boolean>
  /** Makes the bucket where it is missing, with versions kept. */
  createBucket(): Promise<void>
  close(): void
}

/** Bytes at a key never change. */
const CacheControl = 'public, max-age=31536000, immutable'

/** Until the first bytes of an answer: a reader is waiting, and another region may have the object. */
const readTimeoutMs = 3_000
/** Until a put is acknowledged: 50 MB at 2 MB/s, and the store's own flush. */
const putTimeoutMs = 30_000

export function openRegion(name: RegionName, settings: RegionSettings, metrics: StorageMetrics): Region {
  const client = openClient(settings)
  /** A copy that is asked for twice is a version too many. */
  const onceClient = openClient(settings, 1)
  const Bucket = settings.bucket
  const brief = { requestTimeout: readTimeoutMs }
  const quick = openQuick(client, settings, {
    connections: maxSockets,
    connectionTimeoutMs,
    readTimeoutMs,
    putTimeoutMs,
  })

  /** The quick way, and the SDK's where that says nothing. One that failed was the first of two attempts. */
  async function quickly<T, S>(quickWay: Promise<T | null>, ask: (by: S3Client) => Promise<S>): Promise<T | S> {
    return (await quickWay.catch(() => ask(onceClient))) ?? ask(client)
  }

  /** Runs a call; `null` when the answer is 404 for the object, `EXISTS` when a condition failed. */
  async function call<T>(operation: Operation, what: string, run: () => Promise<T>): Promise<T | 'EXISTS' | null> {
    const begun = performance.now()
    const ended = (outcome: Parameters<StorageMetrics['operationEnded']>[2]) =>
      metrics.operationEnded(name, operation, outcome, (performance.now() - begun) / 1000)
    try {
      const result = await traced(`s3 ${operation}`, { 's3.region': name, 's3.object': what }, run, { kind: 'CLIENT' })
      ended('ok')
      return result
    } catch (error) {
      const named = error instanceof Error ? error.name : ''
      // A HEAD has no body to tell a missing bucket from a missing object: only `reach` asks for the bucket.
      if (named === 'NoSuchKey' || (statusOf(error) === 404 && named !== 'NoSuchBucket' && operation !== 'put')) {
        ended('missing')
        return null
      }
      // 409 ConditionalRequestConflict: another conditional write of this key is under way.
      if ((operation === 'put' || operation === 'copy') && (statusOf(error) === 412 || statusOf(error) === 409)) {
        ended('exists')
        return 'EXISTS'
      }
      const fault = faultOf(error, `${operation} ${what} in ${name}`)
      ended(named === 'AbortError' ? 'aborted' : (fault.code.toLowerCase() as Lowercase<typeof fault.code>))
      throw fault
    }
  }

  /** Every version and delete marker of a key; null where the store knows no versions. */
  async function versionsOf(key: string): Promise<{ id: string; isBytes: boolean }[] | null> {
    const versions: { id: string; isBytes: boolean }[] = []
    let next: { KeyMarker?: string; VersionIdMarker?: string } | null = {}
    while (next) {
      const command: ListObjectVersionsCommand = new ListObjectVersionsCommand({ Bucket, Prefix: key, ...next })
      const page = await call('list', key, () => client.send(command, brief)).catch((error: unknown) => {
        if (error instanceof StorageFault && error.code === 'REFUSED') return null
        throw error
      })
      if (!page || page === 'EXISTS') return null
      const own = (entries: Version[] | undefined, isBytes: boolean) =>
        (entries ?? []).filter(({ Key }) => Key === key).map(({ VersionId = 'null' }) => ({ id: VersionId, isBytes }))
      versions.push(...own(page.Versions, true), ...own(page.DeleteMarkers, false))
      // Keys come in order: a page that ends beyond this key has all of it.
      const more = page.IsTruncated && page.NextKeyMarker === key
      next = more
        ? { KeyMarker: key, ...(page.NextVersionIdMarker && { VersionIdMarker: page.NextVersionIdMarker }) }
        : null
    }
    return versions
  }

  return {
    name,
    put: async (key, bytes, { contentType, md5, onlyIf, storageClass }) => {
      const about = {
        ContentType: contentType,
        ContentMD5: md5.toString('base64'),
        CacheControl,
        ...(onlyIf && ('absent' in onlyIf ? { IfNoneMatch: '*' } : { IfMatch: `"${onlyIf.etag}"` })),
        ...(storageClass && { StorageClass: storageClass }),
      }
      const store = (by: S3Client) => {
        const sums = { ContentLength: bytes.length, ChecksumAlgorithm: 'CRC32' as const }
        const command = new PutObjectCommand({ Bucket, Key: key, Body: bytes, ...about, ...sums })
        return by.send(command, { requestTimeout: putTimeoutMs })
      }
      const result = await call('put', key, () => quickly(quick.put(key, bytes, about), store))
      return result === 'EXISTS' ? result : 'STORED'
    },
    get: async (key, { range, version, signal, comparedByCaller } = {}) => {
      const command = new GetObjectCommand({
        Bucket,
        Key: key,
        ...(range && { Range: rangeHeader(range) }),
        ...(version && { VersionId: version }),
        ...(!range && !comparedByCaller && { ChecksumMode: 'ENABLED' as const }),
      })
      const ask = (by: S3Client) => by.send(command, { ...brief, ...(signal && { abortSignal: signal }) })
      const isPlain = comparedByCaller && !range && !version
      const result = await call('get', key, () => (isPlain ? quickly(quick.get(key, signal), ask) : ask(client)))
      if (!result || result === 'EXISTS') return null
      const body = result.Body as Readable
      // A connection that breaks before anyone reads must not end the process; whoever reads sees the error all the same.
      body.on('error', () => {})
      return { ...factsOf(result), body }
    },
    head: async (key) => {
      const result = await call('head', key, () => client.send(new HeadObjectCommand({ Bucket, Key: key }), brief))
      return result && result !== 'EXISTS' ? factsOf(result) : null
    },
    changeClass: async (key, { etag, version, contentType }, StorageClass) => {
      const source = `${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`
      const command = new CopyObjectCommand({
        Bucket,
        Key: key,
        CopySource: version ? `${source}?versionId=${version}` : source,
        CopySourceIfMatch: `"${etag}"`,
        StorageClass,
        // All that a put gives an object, and the version replaced.
        MetadataDirective: 'REPLACE',
        ContentType: contentType,
        CacheControl,
        ...(version && { Metadata: { [replacesName]: version } }),
      })
      const result = await call('copy', key, () => onceClient.send(command, { requestTimeout: putTimeoutMs }))
      return !result || result === 'EXISTS' ? 'GONE' : 'CHANGED'
    },
    thaw: async (key, Days, VersionId) => {
      const RestoreRequest = { Days, GlacierJobParameters: { Tier: 'Standard' as const } }
      const command = new RestoreObjectCommand({ Bucket, Key: key, VersionId, RestoreRequest })
      await call('thaw', key, () => client.send(command, brief)).catch((error: StorageFault) => {
        if (!(error.cause instanceof Error && error.cause.name === 'RestoreAlreadyInProgress')) throw error
      })
    },
    deleteVersion: async (key, VersionId) => {
      await call('delete', key, () => client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId }), brief))
    },
    delete: async (key) => {
      const versions = (await versionsOf(key))?.map(({ id }) => id) ?? [undefined]
      // Without a version a delete would only hide the object, where versions are kept.
      for (const VersionId of versions) {
        await call('delete', key, () => client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId }), brief))
      }
    },
    versions: async (key) => ((await versionsOf(key)) ?? []).flatMap(({ id, isBytes }) => (isBytes ? [id] : [])),
    list: async function* (prefix, after) {
      let token: string | undefined
      do {
        const page = new ListObjectsV2Command({
          Bucket,
          Prefix: prefix,
          ...(after && { StartAfter: after }),
          ...(token && { ContinuationToken: token }),
        })
        const result = await call('list', prefix, () => client.send(page, brief))
        if (!result || result === 'EXISTS') return
        for (const { Key, Size, LastModified } of result.Contents ?? []) {
          yield { key: Key ?? '', size: Size ?? 0, modifiedAt: LastModified ?? new Date() }
        }
        token = result.NextContinuationToken
      } while (token)
    },
    reach: async () => {
      const result = await call('reach', Bucket, () => client.send(new HeadBucketCommand({ Bucket }), brief))
      if (result === null) throw new StorageFault('REFUSED', `there is no bucket "${Bucket}" in ${name}`)
    },
    keepsVersions: async () => {
      const result = await call('reach', Bucket, () => client.send(new GetBucketVersioningCommand({ Bucket }), brief))
      return result !== null && result !== 'EXISTS' && result.Status === 'Enabled'
    },
    createBucket: async () => {
      const exists = await call('reach', Bucket, () => client.send(new HeadBucketCommand({ Bucket }), brief))
      if (exists !== null) return
      await call('reach', Bucket, () => client.send(new CreateBucketCommand({ Bucket }), brief))
      const versioning = { Bucket, VersioningConfiguration: { Status: 'Enabled' as const } }
      await call('reach', Bucket, () => client.send(new PutBucketVersioningCommand(versioning), brief))
    },
    close: () => {
      for (const each of [client, onceClient]) each.destroy()
      quick.close()
    },
  }
}

interface Version {
  Key?: string | undefined
  VersionId?: string | undefined
}
