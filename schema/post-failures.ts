/** Every reason for which a post ends FAILED (`PostFailureCode` in post.graphql), with what its author is told. Written by jobs/process-photo. */
export const postFailures = {
  UNSUPPORTED_FORMAT: 'A photo is not a JPEG, PNG, WebP, GIF, AVIF, TIFF or HEIC image.',
  CORRUPT_IMAGE: 'A photo is damaged and cannot be read.',
  TOO_MANY_PIXELS: 'A photo has too many pixels.',
  TOO_COSTLY: 'A photo takes too long or needs too much memory to read.',
  ORIGINAL_MISSING: 'The uploaded file is no longer there. Please upload the photo again.',
  PROCESSING_FAILED: 'A photo could not be processed. Please try again.',
} as const

export type PostFailureCode = keyof typeof postFailures

export function isPostFailureCode(text: string): text is PostFailureCode {
  return Object.hasOwn(postFailures, text)
}
