import { createHash } from 'node:crypto'
import type { RenditionFormat, RenditionSize } from '@halide/schema/renditions.ts'
import type { Sharp } from 'sharp'
import { fromPixels, type Pixels } from './pixels.ts'
import { encoders, type QualityProfile } from './settings.ts'

/** One encoded file of a photo. It holds pixels only: no EXIF, GPS, XMP, IPTC or colour profile (it is sRGB). */
export interface Rendition {
  size: RenditionSize
  format: RenditionFormat
  width: number
  height: number
  bytes: Buffer
  /** Lower-case hex, of `bytes`. */
  md5: string
  /** Lower-case hex, of `bytes`. */
  sha256: string
}

/** Encodes one picture in one format. JPEG has no alpha: what is transparent becomes white. WebP and AVIF keep it. */
export async function encodeRendition(
  pixels: Pixels,
  size: RenditionSize,
  format: RenditionFormat,
  quality: QualityProfile,
): Promise<Rendition> {
  const bytes = await encode(fromPixels(pixels), format, quality).toBuffer()
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
  const { width, height } = pixels
  return { size, format, width, height, bytes, md5: digest('md5'), sha256: digest('sha256') }
}

function encode(pipeline: Sharp, format: RenditionFormat, quality: QualityProfile): Sharp {
  const settings = encoders[quality]
  switch (format) {
    case 'JPEG':
      return pipeline.flatten({ background: 'white' }).jpeg(settings.JPEG)
    case 'WEBP':
      return pipeline.webp(settings.WEBP)
    case 'AVIF':
      return pipeline.avif(settings.AVIF)
  }
}
