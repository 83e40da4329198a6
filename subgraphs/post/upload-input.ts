import { decodeId } from '@halide/schema/ids.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { checkIdempotencyKey } from './check-text.ts'
import type { CreateUploadInput, UserErrorCode } from './resolvers.gen.ts'

/** What a client may declare. What the file really is, process-photo finds out by looking at it. */
export const acceptedContentTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/tiff',
  'image/heic',
  'image/heif',
])

export interface UploadPromise {
  byteSize: number
  contentType: string
  /** 16 bytes. */
  md5: Buffer<ArrayBuffer>
  /** The reservation to join. */
  postId: bigint | null
  idempotencyKey: string | null
}

/** What a client promises to send, or everything that is wrong with the promise. */
export function parseUploadInput(
  { byteSize, contentType, md5, postId, idempotencyKey }: CreateUploadInput,
  maxBytes: number,
): { ok: true; promise: UploadPromise } | { ok: false; userErrors: UserError<UserErrorCode>[] } {
  const type = contentType.trim().toLowerCase()
  const sum = parseMd5(md5)
  const post = postId == null ? null : decodeId('post', postId)
  const userErrors: UserError<UserErrorCode>[] = checkIdempotencyKey(idempotencyKey)
  if (byteSize < 1) userErrors.push(userError('INVALID', 'byteSize', 'A file has at least one byte.'))
  if (byteSize > maxBytes) {
    userErrors.push(
      userError('FILE_TOO_LARGE', 'byteSize', `A file may have up to ${maxBytes.toLocaleString('en')} bytes.`),
    )
  }
  if (!acceptedContentTypes.has(type)) {
    const accepted = [...acceptedContentTypes].join(', ')
    userErrors.push(userError('UNSUPPORTED_CONTENT_TYPE', 'contentType', `Accepted are ${accepted}.`))
  }
  if (!sum) userErrors.push(userError('INVALID', 'md5', 'An MD5 is 32 hexadecimal digits, or 16 bytes in base64.'))
  if (postId != null && post === null) {
    userErrors.push(userError('POST_NOT_FOUND', 'postId', 'No upload of yours has this postId.'))
  }
  if (userErrors.length > 0 || !sum) return { ok: false, userErrors }
  const promise = { byteSize, contentType: type, md5: sum, postId: post, idempotencyKey: idempotencyKey ?? null }
  return { ok: true, promise }
}

function parseMd5(text: string): Buffer<ArrayBuffer> | null {
  if (/^[0-9a-f]{32}$/i.test(text)) return Buffer.from(text, 'hex')
  // 16 bytes in base64: 22 digits, of which the last carries two bits, and padding.
  return /^[0-9a-z+/]{21}[AQgw]==$/i.test(text) ? Buffer.from(text, 'base64') : null
}
