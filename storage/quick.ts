import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { S3Client } from '@aws-sdk/client-s3'
import { SignatureV4 } from '@smithy/signature-v4'
import { type Dispatcher, Pool } from 'undici'
import { type Described, replacesName } from './facts.ts'
import type { RegionSettings } from './settings.ts'

/**
 * Whole objects without the middleware of the SDK, which takes most of what a small one costs. Each is one attempt, and null when the store
 * answers anything other than 200: to ask again, and to say what that means, is for the SDK.
 */
export interface Quick {
  /** The object as the store sends it, its checksum unseen. */
  get(key: string, signal?: AbortSignal): Promise<(Described & { Body: Readable }) | null>
  put(key: string, bytes: Buffer, about: PutAbout): Promise<'STORED' | null>
  close(): void
}

/** What a put says of its bytes, in the SDK's names, and the headers that say it. */
const putHeaders = {
  ContentType: 'content-type',
  ContentMD5: 'content-md5',
  CacheControl: 'cache-control',
  IfNoneMatch: 'if-none-match',
  IfMatch: 'if-match',
  StorageClass: 'x-amz-storage-class',
}

export type PutAbout = Partial<Record<keyof typeof putHeaders, string>>

export interface QuickOptions {
  connections: number
  connectionTimeoutMs: number
  /** Until the first bytes of an answer. */
  readTimeoutMs: number
  putTimeoutMs: number
}

/** `client` knows where its bucket is. */
export function openQuick(
  client: S3Client,
  { bucket, region, endpoint, forcePathStyle, accessKeyId, secretAccessKey }: RegionSettings,
  { connections, connectionTimeoutMs, readTimeoutMs, putTimeoutMs }: QuickOptions,
): Quick {
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
  const pool = new Pool(url.origin, { connections, connect: { timeout: connectionTimeoutMs } })
  const bucketPath = url.pathname.replace(/\/$/, '')

  /** Null, and the body read to its end, where it is no 200. */
  async function ask(
    method: 'GET' | 'PUT',
    key: string,
    headers: Record<string, string>,
    options: Pick<Dispatcher.RequestOptions, 'headersTimeout'> & { signal?: AbortSignal; body?: Buffer },
  ): Promise<Dispatcher.ResponseData | null> {
    const path = `${bucketPath}/${key.split('/').map(escaped).join('/')}`
    const { protocol, hostname, host } = url
    const request = { method, protocol, hostname, path, query: {}, headers: { host, ...headers }, body: options.body }
    const { headers: signed } = await signer.sign(request)
    const answer = await pool.request({ method, path, headers: signed, ...options })
    if (answer.statusCode === 200) return answer
    await answer.body.dump()
    return null
  }

  return {
    get: async (key, signal) => {
      const answer = await ask('GET', key, {}, { headersTimeout: readTimeoutMs, ...(signal && { signal }) })
      if (!answer) return null
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
    put: async (key, bytes, about) => {
      const sum = Buffer.alloc(4)
      sum.writeUInt32BE(crc32(bytes))
      const headers: Record<string, string> = {
        'content-length': String(bytes.length),
        'x-amz-sdk-checksum-algorithm': 'CRC32',
        'x-amz-checksum-crc32': sum.toString('base64'),
      }
      for (const name of Object.keys(about) as (keyof PutAbout)[]) headers[putHeaders[name]] = about[name]!
      const answer = await ask('PUT', key, headers, { headersTimeout: putTimeoutMs, body: bytes })
      await answer?.body.dump()
      return answer && 'STORED'
    },
    close: () => void pool.destroy(),
  }
}

/** RFC 3986, as Signature Version 4 wants it. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
