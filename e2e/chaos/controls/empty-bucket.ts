import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3'
import type { RegionSettings } from '@halide/storage/settings.ts'

/** Deletes every version of everything in a bucket: what the loss of a region's disks leaves. */
export async function emptyBucket(settings: RegionSettings): Promise<void> {
  const { endpoint, region, bucket: Bucket, accessKeyId, secretAccessKey, forcePathStyle } = settings
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({ ...(endpoint && { endpoint }), region, forcePathStyle, credentials })
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }))
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }))
    if (Objects.length === 0) break
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
  }
  client.destroy()
}
