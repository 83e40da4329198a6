import { createHash, randomBytes } from 'node:crypto'
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createPublisher } from '@halide/live/publish.ts'
import { noCdn } from '@halide/media/cdn/cdn.ts'
import { calm } from '@halide/prisma/load.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { RegionName } from '@halide/storage/region.ts'
import { startTestStores, type TestStores } from '@halide/storage/test-stores.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createTimeline } from '@halide/timeline/timeline.ts'
import type { JobContext } from '../context.ts'
import { processPhoto } from '../process-photo/job.ts'
import { startRenderer } from '../process-photo/renderer.ts'
import { defaultJobSettings } from '../settings.ts'
import { makePhoto } from '../test-world.ts'

/** What is done to a copy, past Halide. After `deleted` and `overwritten` the bucket still has the right bytes as an older version. */
export const harms = ['damaged', 'truncated', 'deleted', 'overwritten', 'destroyed'] as const
export type Harm = (typeof harms)[number]

export interface DrillWorld {
  stores: TestStores
  context: JobContext
  /** LIVE in both regions; the bytes that it has. */
  plant(key: string, bytes?: Buffer): Promise<Buffer>
  /** The nine renditions of a photo, made by the real job; they lie in the primary only, the original in both regions. */
  plantPhoto(): Promise<{ photoId: bigint; objectKey: string; md5: Uint8Array }[]>
  /** As if another release of the encoders had made the rendition, and its bytes were lost since: today's renderer makes others. */
  reencode(objectKey: string): Promise<void>
  harm(region: RegionName, key: string, harm: Harm): Promise<void>
  /** Whether a bucket itself holds just these bytes. */
  isWhole(region: RegionName, key: string, bytes: Buffer): Promise<boolean>
  close(): Promise<void>
}

/** Two regions and a database, with all that jobs need. */
export async function startDrillWorld(): Promise<DrillWorld> {
  const stores = await startTestStores()
  const { db } = stores.database
  const log = createLogger('drill', 'silent')
  const store = stores.open()
  const renderer = startRenderer({ size: 2 })
  const timeline = createTimeline({ redis: null, db, registry: createRegistry('drill'), log })
  const md5Of = (bytes: Buffer) => createHash('md5').update(bytes).digest()
  const hide = async (region: RegionName, key: string) => {
    const { endpoint, region: name, accessKeyId, secretAccessKey, bucket } = stores.servers[region].settings
    const credentials = { accessKeyId, secretAccessKey }
    const client = new S3Client({ ...(endpoint && { endpoint }), region: name, forcePathStyle: true, credentials })
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
    client.destroy()
  }
  const change = async (region: RegionName, key: string, harm: Harm) => {
    const object = await stores.regions[region].get(key)
    const right = Buffer.concat(await object!.body.toArray())
    const bytes = harm === 'truncated' ? right.subarray(0, right.length >> 1) : Buffer.from(right)
    if (harm !== 'truncated') bytes[bytes.length >> 1]! ^= 1
    if (harm !== 'overwritten') await stores.regions[region].delete(key)
    await stores.regions[region].put(key, bytes, { contentType: 'image/jpeg', md5: md5Of(bytes) })
  }
  const context: JobContext = {
    ...defaultJobSettings,
    db,
    store,
    renderer,
    timeline,
    cdn: noCdn,
    live: createPublisher(null),
    load: { now: async () => calm },
    log,
  }
  const plant = async (key: string, bytes: Buffer = randomBytes(2_000 + Math.floor(Math.random() * 4_000))) => {
    const options = { contentType: 'image/jpeg', md5: md5Of(bytes) }
    await store.put(key, bytes, options)
    await stores.regions.backup.put(key, bytes, options)
    await db.$executeRaw`update objects set in_backup = true where key = ${key}`
    return bytes
  }
  const plantPhoto = async () => {
    const original = await makePhoto()
    const [ids] = await db.$queryRaw<{ postId: bigint; uploadId: bigint; userId: bigint }[]>`
      select next_id() as "postId", next_id() as "uploadId", next_id() as "userId"`
    const { postId, uploadId, userId } = ids!
    const objectKey = objectKeys.original(userId, postId, uploadId)
    await plant(objectKey, original)
    const promise = { byteSize: original.length, contentType: 'image/jpeg', md5: md5Of(original), objectKey }
    await db.upload.create({
      data: { ...promise, id: uploadId, userId, postId, expiresAt: new Date(), status: 'USED' },
    })
    const name = `author${userId}`
    await db.user.create({ data: { id: userId, handle: name, email: name, passwordHash: '-', displayName: name } })
    await db.post.create({ data: { id: postId, authorId: userId, caption: '' } })
    const data = { postId, uploadId, ordinal: 0, originalKey: objectKey, altText: '', filter: 'MOON' }
    const { id: photoId } = await db.photo.create({ data })
    await processPhoto.run({ photoId }, { ...context, signal: new AbortController().signal, attempt: 1 })
    return db.rendition.findMany({ where: { photoId }, select: { photoId: true, objectKey: true, md5: true } })
  }
  return {
    stores,
    context,
    plant,
    plantPhoto,
    reencode: async (objectKey) => {
      const md5 = randomBytes(16)
      await db.$executeRaw`update objects set md5 = ${md5} where key = ${objectKey}`
      await db.rendition.updateMany({ where: { objectKey }, data: { md5 } })
    },
    harm: async (region, key, harm) => {
      if (harm === 'destroyed') await stores.regions[region].delete(key)
      else if (harm === 'deleted') await hide(region, key)
      else await change(region, key, harm)
    },
    isWhole: async (region, key, bytes) => {
      const object = await stores.regions[region].get(key)
      return object !== null && Buffer.concat(await object.body.toArray()).equals(bytes)
    },
    close: async () => {
      await renderer.stop()
      await stores.close()
    },
  }
}
