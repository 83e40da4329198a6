import type { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { SignatureV4 } from '@smithy/signature-v4'
import { Pool } from 'undici'
import { type Described, replacesName } from './facts.ts'
import type { RegionSettings } from './settings.ts'

export interface QuickGet {
  /**
   * A whole object as the store sends it, its checksum unseen. Null when the answer is any other than 200: to ask again and to say what
   * that means is for the SDK.
   */
  get(key: string, signal?: AbortSignal): Promise<(Described & { Body: Readable }) | null>
  close(): void
}

export interface QuickGetOptions {
  connections: number
  connectionTimeoutMs: number
  /** Until the first bytes of an answer. */
  readTimeoutMs: number
}

/** GETs without the middleware of the SDK, which takes most of what it costs to read a rendition. `client` knows where its bucket is. */
export function openQuickGet(
  client: S3Client,
  { bucket, region, endpoint, forcePathStyle, accessKeyId, secretAccessKey }: RegionSettings,
  { connections, connectionTimeoutMs, readTimeoutMs }: QuickGetOptions,
): QuickGet {
  const { url } = client.config.endpointProvider({
    Bucket: bucket,
    Region: region,
    Endpoint: endpoint,
    ForcePathStyle: forcePathStyle,
    UseFIPS: false,
    UseDualStack: false,
    Accelerate: false,
    UseGlobalEndpoint: false,
    DisableMultiRegionAccessPoints: false,
  })
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: client.config.sha256,
    uriEscapePath: false,
  })
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: connectionTimeoutMs },
    headersTimeout: readTimeoutMs,
  })
  const bucketPath = url.pathname.replace(/\/$/, '')

  return {
    get: async (key, signal) => {
      const path = `${bucketPath}/${key.split('/').map(escaped).join('/')}`
      const { protocol, hostname, host } = url
      const request = { method: 'GET', protocol, hostname, path, query: {}, headers: { host } }
      const { headers: signed } = await signer.sign(request)
      const answer = await pool.request({ method: 'GET', path, headers: signed, ...(signal && { signal }) })
      if (answer.statusCode !== 200) {
        await answer.body.dump()
        return null
      }
      const header = (name: string) => answer.headers[name] as string | undefined
      const replaces = header(`x-amz-meta-${replacesName}`)
      return {
        ContentLength: Number(header('content-length')),
        ContentType: header('content-type'),
        ETag: header('etag'),
        StorageClass: header('x-amz-storage-class'),
        VersionId: header('x-amz-version-id'),
        Restore: header('x-amz-restore'),
        Metadata: replaces === undefined ? undefined : { [replacesName]: replaces },
        Body: answer.body,
      }
    },
    close: () => void pool.destroy(),
  }
}

/** RFC 3986, as Signature Version 4 wants it. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
