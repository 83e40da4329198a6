import { S3Client } from '@aws-sdk/client-s3'
import type { RegionSettings } from './settings.ts'

/** Most connections to one region. */
export const maxSockets = 100
/** A store that takes longer to accept a connection counts as down. */
export const connectionTimeoutMs = 1_000

/** Attempts. Two only: retries bridge a lost packet, not an outage, and a reader is waiting for the other region. */
const attempts = 2

export function openClient(
  { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle }: RegionSettings,
  maxAttempts = attempts,
): S3Client {
  return new S3Client({
    region,
    ...(endpoint && { endpoint }),
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts,
    // A buffer's CRC32 goes as one plain header: stores that know it keep and check it, others ignore it. (Streams would go
    // as aws-chunked with a trailer, which not every store takes: we send none.)
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    // Asked for per get, in region.ts: a range has no checksum to be held against.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      // Without this a timeout is a warning only.
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent: { keepAlive: true, maxSockets },
    },
  })
}
