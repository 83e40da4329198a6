import { createHash, createHmac } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Target } from './case.ts'

/** A request to be sent exactly as said: no library tidies its path, headers or body. */
export interface RawRequest {
  method: string
  /** `/bucket/key`, already percent-encoded. */
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Buffer | string
  /** `header` (default), `presign` for a URL that lives `expiresIn` seconds, `none`. */
  signing?: 'header' | 'presign' | 'none'
  expiresIn?: number
  /** The clock to sign by; default now. */
  signedAt?: Date
  accessKeyId?: string
  secretAccessKey?: string
  /** Value of x-amz-content-sha256; default the body's own. */
  contentSha256?: string
  /** Changes the request after it was signed. */
  tamper?: (request: WireRequest) => unknown
  /** Leaves the body unfinished: the connection is closed after it. */
  hangUp?: boolean
}

export interface WireRequest {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: Buffer
  /** The request's own signature, the seed of signed chunks. Empty when it is not signed by header. */
  signature: string
}

export interface RawReply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The `Code` of an error document. */
  code: string | undefined
}

export async function sendRaw(target: Target, raw: RawRequest): Promise<RawReply> {
  const wire = await signed(target, raw)
  raw.tamper?.(wire)
  // The length goes unsigned, since a chunked body is framed only when the request has its signature.
  if (wire.method !== 'GET' && wire.headers['transfer-encoding'] === undefined) {
    wire.headers['content-length'] ??= String(wire.body.length)
  }
  const { hostname, port } = new URL(target.endpoint)
  const query = Object.entries(wire.query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  const path = query.length > 0 ? `${wire.path}?${query.join('&')}` : wire.path
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method: wire.method, path, headers: wire.headers, agent: false })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const pieces: Buffer[] = []
      incoming.on('data', (piece: Buffer) => pieces.push(piece))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8')
        const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1]
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, code })
      })
    })
    if (raw.hangUp) outgoing.write(wire.body, () => outgoing.destroy(new Error('hung up')))
    else outgoing.end(wire.body)
  })
}

async function signed(target: Target, raw: RawRequest): Promise<WireRequest> {
  const { hostname, port, host } = new URL(target.endpoint)
  const body = Buffer.from(raw.body ?? '')
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials: {
      accessKeyId: raw.accessKeyId ?? target.accessKeyId,
      secretAccessKey: raw.secretAccessKey ?? target.secretAccessKey,
    },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })
  const signing = raw.signing ?? 'header'
  const request = {
    method: raw.method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: raw.path,
    query: { ...raw.query },
    headers: {
      host,
      ...raw.headers,
      ...(signing === 'presign' && { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
      ...(signing === 'header' && {
        'x-amz-content-sha256': raw.contentSha256 ?? createHash('sha256').update(body).digest('hex'),
      }),
    } as Record<string, string>,
  }
  const date = raw.signedAt ? { signingDate: raw.signedAt } : {}
  if (signing === 'none') return { ...request, body, signature: '' }
  const done =
    signing === 'presign'
      ? await signer.presign({ ...request, body: undefined }, { expiresIn: raw.expiresIn ?? 60, ...date })
      : await signer.sign({ ...request, body }, date)
  return {
    method: raw.method,
    path: raw.path,
    query: done.query as Record<string, string>,
    headers: done.headers,
    body,
    signature: /Signature=([0-9a-f]{64})/.exec(done.headers.authorization ?? '')?.[1] ?? '',
  }
}

/** The hash the signer asks for, on node:crypto. */
class Sha256 {
  readonly #hash

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data)
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
}
