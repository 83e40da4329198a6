import { createHash } from 'node:crypto'
import { sha256Hex } from '../auth/canonical.ts'
import type { ChunkSigning } from '../auth/payload-mode.ts'
import { ALGORITHM, sameSignature, scopeString, sign } from '../auth/signature.ts'
import { S3Error } from '../errors.ts'
import { ByteReader } from './byte-reader.ts'

/** S3's own clients send 64 KiB to 1 MiB; a chunk's bytes are streamed on, so this bounds only the hostile. */
const MAX_CHUNK_BYTES = 5 * 1024 ** 3
const MAX_TRAILER_LINES = 16

export interface AwsChunkedOptions {
  /** Set when every chunk must carry a signature chained to the request's. */
  signing?: ChunkSigning
  /** Lower-case trailer names announced by `x-amz-trailer`; undefined when the mode has no trailer. */
  trailerNames?: readonly string[]
  /** Gets each announced trailer once the body is through and its signature held. */
  onTrailer?: (name: string, value: string) => void
}

/**
 * Unwraps `Content-Encoding: aws-chunked`: `<hex size>[;chunk-signature=<hex>]\r\n<bytes>\r\n` until a chunk of size 0,
 * then trailers. Bytes are handed on before their chunk's signature can be checked: whoever stores them must throw
 * them away when this throws.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  { signing, trailerNames, onTrailer }: AwsChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source)
  let previous = signing?.seed ?? ''
  for (let size = -1; size !== 0; ) {
    const header = parseChunkHeader(await reader.line())
    size = header.size
    const hash = createHash('sha256')
    for (let left = size; left > 0; ) {
      const piece = await reader.upTo(left)
      if (signing) hash.update(piece)
      left -= piece.length
      yield piece
    }
    if (signing) {
      const expected = sign(signing.key, [
        `${ALGORITHM}-PAYLOAD`,
        signing.timestamp,
        scopeString(signing.scope),
        previous,
        sha256Hex(''),
        hash.digest('hex'),
      ])
      if (!sameSignature(expected, header.signature ?? '')) throw new S3Error('SignatureDoesNotMatch')
      previous = expected
    }
    if (size > 0 && (await reader.line()) !== '') throw malformed('a chunk is longer than its size says')
  }
  await readTrailers(reader, previous, {
    ...(signing && { signing }),
    ...(trailerNames && { trailerNames }),
    ...(onTrailer && { onTrailer }),
  })
}

async function readTrailers(reader: ByteReader, previous: string, options: AwsChunkedOptions): Promise<void> {
  const { signing, trailerNames, onTrailer } = options
  const trailers = new Map<string, string>()
  for (let line = await reader.lineOrEnd(); line; line = await reader.lineOrEnd()) {
    const at = line.indexOf(':')
    if (at < 1 || trailers.size >= MAX_TRAILER_LINES) throw new S3Error('MalformedTrailerError')
    trailers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim())
  }
  const signature = trailers.get('x-amz-trailer-signature')
  trailers.delete('x-amz-trailer-signature')
  const announced = trailerNames ?? []
  if (trailers.size !== announced.length || announced.some((name) => !trailers.has(name))) {
    throw new S3Error('MalformedTrailerError')
  }
  if (signing && trailerNames) {
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('')
    const lines = [`${ALGORITHM}-TRAILER`, signing.timestamp, scopeString(signing.scope), previous, sha256Hex(text)]
    if (!sameSignature(sign(signing.key, lines), signature ?? '')) throw new S3Error('SignatureDoesNotMatch')
  }
  for (const [name, value] of trailers) onTrailer?.(name, value)
}

function parseChunkHeader(line: string): { size: number; signature?: string } {
  const match = /^([0-9a-fA-F]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line)
  const size = Number.parseInt(match?.[1] ?? '', 16)
  if (!match || !(size <= MAX_CHUNK_BYTES)) throw malformed('a chunk has no proper header')
  return { size, ...(match[2] && { signature: match[2] }) }
}

function malformed(why: string): S3Error {
  return new S3Error('IncompleteBody', { message: `The aws-chunked body is malformed: ${why}.` })
}
