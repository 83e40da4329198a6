import { createHash } from 'node:crypto'
import {
  type AvatarSize,
  type RenditionFormat,
  type RenditionSize,
  renditionFormats,
} from '@halide/schema/renditions.ts'
import type { Sharp } from 'sharp'
import { fromPixels, type Pixels } from './pixels.ts'
import { encoders, type QualityProfile } from './settings.ts'

const formats = Object.keys(renditionFormats) as RenditionFormat[]

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

/** One encoded file of an account's picture. */
export type AvatarFile = EncodedFile & { size: AvatarSize }

type EncodedFile = Omit<Rendition, 'size'>

/**
 * Encodes each picture in every format, several at a time. A small original has the same picture in more than one size: it is encoded once.
 */
export async function encodeRenditions<Size extends string>(
  pictures: ReadonlyMap<Size, Pixels>,
  quality: QualityProfile,
): Promise<(EncodedFile & { size: Size })[]> {
  const encoded = new Map<Pixels, Promise<EncodedFile[]>>()
  for (const pixels of pictures.values()) {
    if (!encoded.has(pixels))
      encoded.set(pixels, Promise.all(formats.map((format) => encodeFile(pixels, format, quality))))
  }
  const bySize = [...pictures].map(async ([size, pixels]) =>
    ((await encoded.get(pixels)) ?? []).map((file) => ({ size, ...file })),
  )
  return (await Promise.all(bySize)).flat()
}

async function encodeFile(pixels: Pixels, format: RenditionFormat, quality: QualityProfile): Promise<EncodedFile> {
  const bytes = await encode(fromPixels(pixels), format, quality).toBuffer()
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
  const { width, height } = pixels
  return { format, width, height, bytes, md5: digest('md5'), sha256: digest('sha256') }
}

/** JPEG has no alpha: what is transparent becomes white. WebP and AVIF keep it. */
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
