import sharp, { type Metadata, type Sharp } from 'sharp'
import { displayP3, namesP3Primaries, profileToSrgb } from './colour.ts'
import { detectFormat, type PhotoFormat } from './detect.ts'
import { endsEarly } from './ends-early.ts'
import { PhotoRefused, refusalOf } from './fault.ts'
import { decodeHeic } from './heic.ts'
import { liesOnItsSide, orient } from './orient.ts'
import { fromPixels, type Pixels, toPixels, withoutIdleAlpha } from './pixels.ts'
import type { DecodeLimits } from './settings.ts'

// An allow list: libvips also opens SVG, PDF, JPEG 2000, JPEG XL, its own format and more, some of which read other files.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadTiffBuffer',
  ],
})
// One photo, one core: the pool has a process for each. libvips' cache would only keep finished photos in memory.
sharp.concurrency(1)
sharp.cache(false)

/** What decoding found: the original's upright size in pixels and format, and the picture itself, upright, in sRGB, within `edge`. */
export interface DecodedPhoto {
  format: PhotoFormat
  width: number
  height: number
  pixels: Pixels
}

/**
 * Decodes a photo once, shrinking while it loads so that its long edge is at most `edge` pixels (never enlarged). Animations give their
 * first frame, multi-page TIFFs their first page. Throws `PhotoRefused`, whatever is wrong with the bytes.
 */
export async function decodePhoto(input: Buffer, edge: number, limits: DecodeLimits): Promise<DecodedPhoto> {
  const format = detectFormat(input)
  if (!format)
    throw new PhotoRefused('UNSUPPORTED_FORMAT', `no known image begins with ${input.toString('hex', 0, 12)}`)
  try {
    return await (format === 'HEIC' ? decodeByLibheif(input, edge, limits) : decodeBySharp(input, format, edge, limits))
  } catch (error) {
    const refusal = refusalOf(error)
    const short = refusal.fault === 'CORRUPT_IMAGE' && endsEarly(input, format)
    throw short ? new PhotoRefused('TRUNCATED', refusal.message, { cause: error }) : refusal
  }
}

/** `failOn: 'warning'` is sharp's strictest; its 'error' accepts pictures that are visibly torn. */
function open(input: Buffer, limits: DecodeLimits): Sharp {
  return sharp(input, { failOn: 'warning', limitInputPixels: limits.maxPixels })
}

async function decodeBySharp(
  input: Buffer,
  format: PhotoFormat,
  edge: number,
  limits: DecodeLimits,
): Promise<DecodedPhoto> {
  const { width, height, orientation, icc } = await open(input, limits).metadata()
  const shrunk = await toPixels(within(open(input, limits), edge))
  const upright = orientation && orientation > 1 ? await toPixels(orient(fromPixels(shrunk), orientation)) : shrunk
  const pixels = format === 'AVIF' && !icc ? await namedPrimariesToSrgb(upright, input) : upright
  const [uprightWidth, uprightHeight] = liesOnItsSide(orientation) ? [height, width] : [width, height]
  return { format, width: uprightWidth, height: uprightHeight, pixels: await withoutIdleAlpha(pixels) }
}

async function decodeByLibheif(input: Buffer, edge: number, limits: DecodeLimits): Promise<DecodedPhoto> {
  const icc = await heicProfile(input)
  const full = decodeHeic(input, limits)
  const shrunk = await toPixels(within(fromPixels(full), edge))
  const pixels = icc ? await profileToSrgb(shrunk, icc) : await namedPrimariesToSrgb(shrunk, input)
  return { format: 'HEIC', width: full.width, height: full.height, pixels: await withoutIdleAlpha(pixels) }
}

function within(pipeline: Sharp, edge: number): Sharp {
  return pipeline.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
}

/** sharp reads a HEIC's boxes, the colour profile among them, though not its HEVC pixels. */
async function heicProfile(input: Buffer): Promise<Metadata['icc']> {
  try {
    return (await sharp(input).metadata()).icc
  } catch {
    return undefined
  }
}

async function namedPrimariesToSrgb(pixels: Pixels, heif: Buffer): Promise<Pixels> {
  return namesP3Primaries(heif) ? profileToSrgb(pixels, await displayP3()) : pixels
}
