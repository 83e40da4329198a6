import {
  type PhotoFilter,
  type RenditionFormat,
  type RenditionSize,
  renditionFormats,
  renditionSizes,
} from '@halide/schema/renditions.ts'
import { decodePhoto } from './decode.ts'
import type { PhotoFormat } from './detect.ts'
import { encodeRendition, type Rendition } from './encode.ts'
import { refusalOf } from './fault.ts'
import { filters } from './filters.ts'
import { fromPixels, type Pixels, toPixels } from './pixels.ts'
import { type Placeholder, placeholderOf } from './placeholder.ts'
import { type DecodeLimits, decodeLimits, type QualityProfile } from './settings.ts'

export interface RenderOptions {
  /** Which sizes to make; all three unless told otherwise. */
  sizes?: readonly RenditionSize[]
  quality?: QualityProfile
  /** The look its author asked for; none unless told otherwise. */
  filter?: PhotoFilter | null
  /** Whether to make the blurhash and the dominant colour; true unless told otherwise. */
  blurhash?: boolean
}

export interface RenderedPhoto {
  /** The original, as its bytes say. */
  format: PhotoFormat
  /** The original's size in pixels, upright. */
  width: number
  height: number
  /** Null where it was not asked for. */
  placeholder: Placeholder | null
  /** Largest size first; every asked size in every format. */
  renditions: Rendition[]
}

const allSizes = Object.keys(renditionSizes) as RenditionSize[]
const allFormats = Object.keys(renditionFormats) as RenditionFormat[]

/**
 * Turns an original into its renditions (R1.3): decoded once, each smaller picture made from the next larger, nothing enlarged, nothing
 * kept but pixels. Pure, and not safe for untrusted bytes in a process that matters: the pool in renderer.ts is.
 * Throws `PhotoRefused` for bytes that are not a picture within the limits.
 */
export async function renderPhoto(
  input: Buffer,
  { sizes = allSizes, quality = 'normal', filter = null, blurhash = true }: RenderOptions = {},
  limits: DecodeLimits = decodeLimits,
): Promise<RenderedPhoto> {
  try {
    const edge = sizes.includes('LARGE') ? renditionSizes.LARGE.edge : renditionSizes.MEDIUM.edge
    const { pixels, ...original } = await decodePhoto(input, edge, limits)
    const look = filter ? await toPixels(filters[filter](fromPixels(pixels))) : pixels
    const pictures = await resizeTo(sizes, look)
    const [placeholder, ...renditions] = await Promise.all([
      blurhash ? placeholderOf(pictures.MEDIUM ?? look) : null,
      ...sizes.flatMap((size) =>
        allFormats.map((format) => encodeRendition(pictures[size] ?? look, size, format, quality)),
      ),
    ])
    return { ...original, placeholder, renditions }
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Each size from the next larger one. The square comes from the original where a strip's shorter edge would be too short for it. */
async function resizeTo(
  sizes: readonly RenditionSize[],
  large: Pixels,
): Promise<Partial<Record<RenditionSize, Pixels>>> {
  const medium = sizes.includes('MEDIUM') ? await inside(large, renditionSizes.MEDIUM.edge) : large
  const { edge } = renditionSizes.THUMBNAIL
  const thumbnail = sizes.includes('THUMBNAIL') ? await square(shortEdge(medium) < edge ? large : medium, edge) : null
  return { LARGE: large, MEDIUM: medium, ...(thumbnail && { THUMBNAIL: thumbnail }) }
}

function inside(pixels: Pixels, edge: number): Promise<Pixels> | Pixels {
  if (Math.max(pixels.width, pixels.height) <= edge) return pixels
  return toPixels(fromPixels(pixels).resize({ width: edge, height: edge, fit: 'inside' }))
}

function square(pixels: Pixels, edge: number): Promise<Pixels> {
  const side = Math.min(edge, shortEdge(pixels))
  return toPixels(fromPixels(pixels).resize({ width: side, height: side, fit: 'cover' }))
}

function shortEdge({ width, height }: Pixels): number {
  return Math.min(width, height)
}
