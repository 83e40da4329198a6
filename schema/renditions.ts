/** The sizes of a photo that Halide serves (R1.3). `edge` is pixels: of the long edge, or of both edges where `square`. */
export const renditionSizes = {
  LARGE: { edge: 1080, square: false },
  MEDIUM: { edge: 640, square: false },
  THUMBNAIL: { edge: 150, square: true },
} as const

/** The sizes of an account's picture. `edge` is pixels of both edges. */
export const avatarSizes = {
  LARGE: { edge: 320 },
  SMALL: { edge: 64 },
} as const

/** The formats each size is made in, best first: the order in which the media door answers an `Accept` header. */
export const renditionFormats = {
  AVIF: { extension: 'avif', contentType: 'image/avif' },
  WEBP: { extension: 'webp', contentType: 'image/webp' },
  JPEG: { extension: 'jpg', contentType: 'image/jpeg' },
} as const

export type RenditionSize = keyof typeof renditionSizes
export type AvatarSize = keyof typeof avatarSizes
export type RenditionFormat = keyof typeof renditionFormats

/** Named looks that a client may ask for per photo; how each is made is the business of jobs/process-photo. */
export const photoFilters = ['CLARENDON', 'GINGHAM', 'JUNO', 'LARK', 'MOON', 'NASHVILLE', 'REYES', 'VALENCIA'] as const
export type PhotoFilter = (typeof photoFilters)[number]
