import { createHash, createHmac } from 'node:crypto'

export interface ChunkSigner {
  secretAccessKey: string
  /** The request's own signature. */
  seed: string
  /** `x-amz-date` of the request. */
  timestamp: string
}

export interface ChunkedOptions {
  signer?: ChunkSigner
  trailer?: [name: string, value: string]
  /** Breaks this chunk's signature. */
  breakChunk?: number
  breakTrailer?: boolean
}

const EMPTY = createHash('sha256').digest('hex')

/** Frames chunks as `aws-chunked`, written apart from the server's decoder so that each checks the other. */
export function frameChunks(chunks: readonly Buffer[], options: ChunkedOptions = {}): Buffer {
  const { signer, trailer, breakChunk, breakTrailer } = options
  const out: Buffer[] = []
  let previous = signer?.seed ?? ''
  for (const [index, chunk] of [...chunks, Buffer.alloc(0)].entries()) {
    let extension = ''
    if (signer) {
      const hash = createHash('sha256').update(chunk).digest('hex')
      previous = signLines(signer, 'AWS4-HMAC-SHA256-PAYLOAD', [previous, EMPTY, hash])
      extension = `;chunk-signature=${index === breakChunk ? broken(previous) : previous}`
    }
    out.push(Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`), chunk)
    if (chunk.length > 0) out.push(Buffer.from('\r\n'))
  }
  if (trailer) {
    out.push(Buffer.from(`${trailer.join(':')}\r\n`))
    if (signer) {
      const hash = createHash('sha256')
        .update(`${trailer.join(':')}\n`)
        .digest('hex')
      const signature = signLines(signer, 'AWS4-HMAC-SHA256-TRAILER', [previous, hash])
      out.push(Buffer.from(`x-amz-trailer-signature:${breakTrailer ? broken(signature) : signature}\r\n`))
    }
  }
  out.push(Buffer.from('\r\n'))
  return Buffer.concat(out)
}

function signLines({ secretAccessKey, timestamp }: ChunkSigner, algorithm: string, lines: string[]): string {
  const date = timestamp.slice(0, 8)
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), 'us-east-1'), 's3'), 'aws4_request')
  return hmac(key, [algorithm, timestamp, `${date}/us-east-1/s3/aws4_request`, ...lines].join('\n')).toString('hex')
}

function broken(signature: string): string {
  return (signature.startsWith('0') ? '1' : '0') + signature.slice(1)
}
