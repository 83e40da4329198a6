/**
 * Why a photo could not be rendered: the closed set of codes (R1.4). `says` is fit to show to the person who posted it; `final`
 * tells whether another attempt on the same bytes could end differently (a machine under pressure can also time out or run out of memory).
 */
export const photoFaults = {
  UNSUPPORTED_FORMAT: { final: true, says: 'This file is not a JPEG, PNG, WebP, GIF, AVIF, TIFF or HEIC image.' },
  CORRUPT_IMAGE: { final: true, says: 'This image is damaged and cannot be read.' },
  TRUNCATED: { final: true, says: 'The end of this image is missing.' },
  TOO_MANY_PIXELS: { final: true, says: 'This image has too many pixels.' },
  DECODE_TIMEOUT: { final: false, says: 'This image took too long to read.' },
  DECODE_OUT_OF_MEMORY: { final: false, says: 'This image needs too much memory to read.' },
  DECODE_CRASHED: { final: false, says: 'This image could not be read.' },
} as const

export type PhotoFault = keyof typeof photoFaults

/** Thrown inside the decoding process for an image that is refused; `detail` is for the log, never for a client. */
export class PhotoRefused extends Error {
  override name = 'PhotoRefused'
  readonly fault: PhotoFault

  constructor(fault: PhotoFault, detail: string, options?: ErrorOptions) {
    super(`${fault}: ${detail}`, options)
    this.fault = fault
  }
}

const meanings: [RegExp, PhotoFault][] = [
  [/(pixel|security) limit|exceeds.*(size|maximum)|too (large|big)/i, 'TOO_MANY_PIXELS'],
  [/premature end|truncated|end of (file|stream|data)|unexpected end|not enough data|short read/i, 'TRUNCATED'],
  [/out of memory|unable to allocate/i, 'DECODE_OUT_OF_MEMORY'],
]

/**
 * Names what an image library's message means. libvips has messages and no codes, so an unknown message counts as
 * CORRUPT_IMAGE: by the time this is asked the magic bytes have matched a format that is supported.
 */
export function refusalOf(error: unknown): PhotoRefused {
  if (error instanceof PhotoRefused) return error
  const message = error instanceof Error ? error.message : String(error)
  const fault = meanings.find(([pattern]) => pattern.test(message))?.[1] ?? 'CORRUPT_IMAGE'
  return new PhotoRefused(fault, message, { cause: error })
}
