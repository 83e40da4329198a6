import { decodeId } from '@halide/schema/ids.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { checkIdempotencyKey, checkText } from './check-text.ts'
import type { CreatePostInput, PhotoFilter, UserErrorCode } from './resolvers.gen.ts'

const mostPhotos = 10
/** Code points. */
const mostCaption = 2_200
/** Code points. */
const mostAltText = 1_000

export interface NewPhoto {
  uploadId: bigint
  altText: string
  filter: PhotoFilter | null
}

export interface NewPost {
  photos: NewPhoto[]
  caption: string
  idempotencyKey: string | null
}

/** What to publish, or everything that is wrong with it. */
export function parsePostInput({
  photos,
  caption = '',
  idempotencyKey = null,
}: CreatePostInput): { ok: true; post: NewPost } | { ok: false; userErrors: UserError<UserErrorCode>[] } {
  const userErrors: UserError<UserErrorCode>[] = [
    ...checkText(caption, ['caption'], mostCaption),
    ...checkIdempotencyKey(idempotencyKey),
  ]
  if (photos.length < 1 || photos.length > mostPhotos) {
    userErrors.push(userError('INVALID', 'photos', `A post has 1 to ${mostPhotos} photos.`))
    return { ok: false, userErrors }
  }
  const seen = new Set<bigint>()
  const parsed: NewPhoto[] = []
  for (const [index, { uploadId, altText = '', filter = null }] of photos.entries()) {
    const id = decodeId('upload', uploadId)
    userErrors.push(...checkText(altText, ['photos', String(index), 'altText'], mostAltText))
    if (id === null) userErrors.push(uploadNotFound(index))
    else if (seen.has(id)) userErrors.push(aboutUpload('INVALID', index, 'This upload is in the list twice.'))
    else parsed.push({ uploadId: id, altText, filter })
    if (id !== null) seen.add(id)
  }
  return userErrors.length > 0
    ? { ok: false, userErrors }
    : { ok: true, post: { photos: parsed, caption, idempotencyKey } }
}

/** An error about the upload of the photo at `index`. */
export function aboutUpload<Code extends UserErrorCode>(code: Code, index: number, message: string): UserError<Code> {
  return userError(code, ['photos', String(index), 'uploadId'], message)
}

export function uploadNotFound(index: number): UserError<'UPLOAD_NOT_FOUND'> {
  return aboutUpload('UPLOAD_NOT_FOUND', index, 'No upload of yours has this id.')
}
