import { randomBytes } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { ConformanceCase, Target } from './case.ts'
import { sendRaw } from './raw-request.ts'

/** A thaw slow enough for a busy machine to see it under way, and days short enough to see a copy expire. */
export const SUITE_SETTINGS = { restoreDelayMs: 2_500, restoreDayMs: 2_500 }

/** A client as applications set it up, path-style, without retries: a refusal is to be seen as it came. */
export function clientOf({ endpoint, accessKeyId, secretAccessKey }: Target): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

/** Runs one case in buckets of its own and removes them, whatever came of it. */
export async function runCase(target: Target, conformanceCase: ConformanceCase): Promise<void> {
  const client = clientOf(target)
  const buckets: string[] = []
  const anotherBucket = async () => {
    const bucket = `conf-${randomBytes(6).toString('hex')}`
    await client.send(new CreateBucketCommand({ Bucket: bucket }))
    buckets.push(bucket)
    return bucket
  }
  try {
    const bucket = await anotherBucket()
    await conformanceCase.run({ target, client, bucket, anotherBucket, raw: (request) => sendRaw(target, request) })
  } finally {
    for (const bucket of buckets) await removeBucket(client, bucket)
    client.destroy()
  }
}

async function removeBucket(client: S3Client, Bucket: string): Promise<void> {
  try {
    const versions = await client.send(new ListObjectVersionsCommand({ Bucket, EncodingType: 'url' }))
    for (const { Key, VersionId } of [...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])]) {
      const key = decodeURIComponent((Key ?? '').replaceAll('+', ' '))
      await client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId }))
    }
    const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket }))
    for (const { Key, UploadId } of uploads.Uploads ?? []) {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    }
    await client.send(new DeleteBucketCommand({ Bucket }))
  } catch (error) {
    // A case may have deleted its bucket itself; anything else is litter on a server made for the purpose.
    if (!(error instanceof Error && error.name === 'NoSuchBucket')) console.error(`left behind: ${Bucket}: ${error}`)
  }
}
