import { randomBytes } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { imagePath } from '@halide/schema/image-paths.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import { type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'
import { sealTicket } from '@halide/schema/upload-ticket.ts'
import { createStorageMetrics } from '@halide/storage/metrics.ts'
import { openRegion } from '@halide/storage/region.ts'
import { type ObjectStore, openStore, type StoreOptions } from '@halide/storage/store.ts'
import { md5Of, startTestServer, type TestBucketServer } from '@halide/storage/test-stores.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry, type Registry } from '@halide/telemetry/registry.ts'
import { type Media, serveMedia } from './create-media.ts'
import type { MediaLimits } from './settings.ts'

export const uploadSecret = 'a secret of the tests, long enough'

/** The bytes door on real parts: Postgres, and an S3 server a region. */
export interface TestDoor {
  url: string
  database: TestDatabase
  store: ObjectStore
  registry: Registry
  primary: TestBucketServer
  backup: TestBucketServer
  /** As replication would. */
  copyToBackup(key: string, bytes: Buffer): Promise<void>
  deleteFromPrimary(key: string): Promise<void>
  close(): Promise<void>
}

/** The store copies nothing ahead, and the door keeps no bytes, so that a test knows which region has what. */
export async function openTestDoor(limits: Partial<MediaLimits> = {}, options: StoreOptions = {}): Promise<TestDoor> {
  const [database, primary, backup] = await Promise.all([
    createTestDatabase(),
    startTestServer('halide'),
    startTestServer('halide-backup'),
  ])
  const { db } = database
  await db.user.create({
    data: { id: authorId, handle: 'author', email: 'a@halide.example', passwordHash: '-', displayName: 'A' },
  })
  const log = createLogger('media', 'silent')
  const registry = createRegistry('media')
  const store = openStore({
    primary: primary.settings,
    backup: backup.settings,
    db,
    log,
    registry,
    copyAhead: false,
    ...options,
  })
  await store.createBuckets()
  const deps = { db, store, registry, log, uploadSecret, limits: { storageGraceMs: 0, imageMemoryBytes: 0, ...limits } }
  const media: Media = await serveMedia(deps, { host: '127.0.0.1', port: 0 })
  const metrics = createStorageMetrics(createRegistry('test'))
  const regions = {
    primary: openRegion('primary', primary.settings, metrics),
    backup: openRegion('backup', backup.settings, metrics),
  }
  const copyToBackup = async (key: string, bytes: Buffer) => {
    await regions.backup.put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  }
  const close = async () => {
    await media.stop()
    for (const each of [store, regions.primary, regions.backup]) each.close()
    await Promise.all([primary.remove(), backup.remove(), database.drop()])
  }
  const deleteFromPrimary = (key: string) => regions.primary.delete(key)
  return { url: media.url, database, store, registry, primary, backup, copyToBackup, deleteFromPrimary, close }
}

export interface TestUpload {
  id: bigint
  uploadId: string
  objectKey: string
  /** With a good ticket. */
  url: string
}

/** What createUpload would have promised for these bytes. */
export async function issueUpload(
  { url, database }: TestDoor,
  bytes: Buffer,
  expiresAt = Date.now() + 60_000,
): Promise<TestUpload> {
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`)
  const uploadId = encodeId('upload', id)
  const objectKey = objectKeys.original(1n, 2n, id)
  await database.db.upload.create({
    data: {
      id,
      userId: 1n,
      byteSize: bytes.length,
      contentType: 'image/jpeg',
      md5: new Uint8Array(md5Of(bytes)),
      objectKey,
      expiresAt: new Date(expiresAt),
    },
  })
  const ticket = sealTicket({ uploadId: id.toString(), expiresAt }, uploadSecret)
  return { id, uploadId, objectKey, url: `${url}/uploads/${uploadId}?ticket=${ticket}` }
}

export function put(url: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'image/jpeg', ...headers },
  })
}

export interface TestPhoto {
  postId: bigint
  photoId: bigint
  bytes: Record<RenditionFormat, Buffer>
  key(format: RenditionFormat): string
  address(format: RenditionFormat | null): string
}

/** Whose every post is. */
export const authorId = 1n

/** A READY post with one photo, whose LARGE renditions are random bytes. */
export async function publishPhoto({ url, database, store }: TestDoor, size = 30_000): Promise<TestPhoto> {
  const { db } = database
  const [postId, photoId] = [
    BigInt(`0x${randomBytes(7).toString('hex')}`),
    BigInt(`0x${randomBytes(7).toString('hex')}`),
  ]
  const bytes = { AVIF: randomBytes(size), WEBP: randomBytes(size + 1), JPEG: randomBytes(size + 2) }
  const photo = { photoId, edition: 1, size: 'LARGE' } as const
  const key = (format: RenditionFormat) => objectKeys.rendition(photoId, 1, 'LARGE', format)
  const formats = Object.keys(renditionFormats) as RenditionFormat[]
  for (const format of formats) {
    const { contentType } = renditionFormats[format]
    await store.put(key(format), bytes[format], { contentType, md5: md5Of(bytes[format]) })
  }
  const renditions = formats.map((format) => ({
    edition: 1,
    size: 'LARGE',
    format,
    width: 1080,
    height: 810,
    byteSize: bytes[format].length,
    md5: new Uint8Array(md5Of(bytes[format])),
    objectKey: key(format),
  }))
  const photos = {
    create: {
      id: photoId,
      ordinal: 0,
      uploadId: photoId,
      originalKey: '',
      altText: '',
      renditions: { create: renditions },
    },
  }
  await db.post.create({ data: { id: postId, authorId, caption: '', status: 'READY', position: postId, photos } })
  return { postId, photoId, bytes, key, address: (format) => url + imagePath({ ...photo, format }) }
}

/** One figure of `/metrics`; 0 where there is none yet. */
export async function metricOf({ url }: TestDoor, name: string, labels: Record<string, string> = {}): Promise<number> {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n')
  const line = lines.find((each) => each.startsWith(`${name}{`) && wanted.every((label) => each.includes(label)))
  return Number(line?.split(' ').at(-1) ?? 0)
}

/** Waits, for five seconds at most. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it never came true')
}
