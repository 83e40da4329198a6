import { createHash } from 'node:crypto'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { RegionSettings } from '@halide/storage/settings.ts'
import pMap from 'p-map'

/** Objects read at once. */
const readsAtOnce = 8

/**
 * The MD5, in hex, of the bytes of every object in a bucket, by key. Asked of S3 by its own client and nothing of ours: what is
 * there, whatever Halide thinks.
 */
export async function readBucket(settings: RegionSettings): Promise<Map<string, string>> {
  const { endpoint, region, bucket: Bucket, accessKeyId, secretAccessKey, forcePathStyle } = settings
  const client = new S3Client({
    ...(endpoint && { endpoint }),
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
  })
  try {
    const keys: string[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, ...(ContinuationToken && { ContinuationToken }) }),
      )
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
    const sums = await pMap(keys, (Key) => md5Of(client, Bucket, Key), { concurrency: readsAtOnce })
    return new Map(keys.map((key, index) => [key, sums[index]!]))
  } finally {
    client.destroy()
  }
}

/** Also of an object that is listed but cannot be read: it has no MD5. */
async function md5Of(client: S3Client, Bucket: string, Key: string): Promise<string> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    return createHash('md5')
      .update(await Body!.transformToByteArray())
      .digest('hex')
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.name : error}`
  }
}
