import { S3Error } from '../errors.ts'
import type { Scope } from './signature.ts'

/** What each chunk of a signed stream is chained to: the request's own signature, then chunk by chunk. */
export interface ChunkSigning {
  key: Buffer
  seed: string
  timestamp: string
  scope: Scope
}

/** How a body is framed and guarded, as the value of `x-amz-content-sha256` says. */
export type PayloadMode =
  | { kind: 'plain'; sha256?: string }
  | { kind: 'chunked'; trailer: boolean; signing?: ChunkSigning }

export function payloadModeOf(contentSha256: string, signing: ChunkSigning): PayloadMode {
  switch (contentSha256) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'plain' }
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', trailer: true }
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', trailer: false, signing }
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', trailer: true, signing }
  }
  if (/^[0-9a-f]{64}$/.test(contentSha256)) return { kind: 'plain', sha256: contentSha256 }
  if (contentSha256.startsWith('STREAMING-'))
    throw new S3Error('NotImplemented', { message: `${contentSha256} is not implemented` })
  throw new S3Error('InvalidArgument', {
    message: 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- mode or a valid sha256 value.',
  })
}
