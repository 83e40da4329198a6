import {
  type AvatarSize,
  avatarSizes,
  type PhotoFilter,
  type RenditionSize,
  renditionSizes,
} from '@halide/schema/renditions.ts'
import { decodePhoto } from './decode.ts'
import type { PhotoFormat } from './detect.ts'
import { type AvatarFile, encodeRenditions, type Rendition } from './encode.ts'
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
  /** Whether to make the squares of an account's picture as well; false unless told otherwise. */
  avatar?: boolean
}

export interface RenderedPhoto {
  /** The original, as its bytes say. */
  format: PhotoFormat
  /** The original's size in pixels, upright. */
  width: number
  height: number
  /** Null where it was not asked for. */
  placeholder: Placeholder | null
  /** Largest size first; every asked size in every format, best format first. */
  renditions: Rendition[]
  /** Empty where they were not asked for. */
  avatar: AvatarFile[]
}

const allSizes = Object.keys(renditionSizes) as RenditionSize[]

/**
 * Turns an original into its renditions (R1.3): decoded once, each smaller picture made from the next larger, nothing enlarged, nothing
 * kept but pixels. Pure, and not safe for untrusted bytes in a process that matters: the pool in renderer.ts is.
 * Throws `PhotoRefused` for bytes that are not a picture within the limits.
 */
export async function renderPhoto(
  input: Buffer,
  { sizes = allSizes, quality = 'normal', filter = null, blurhash = true, avatar = false }: RenderOptions = {},
  limits: DecodeLimits = decodeLimits,
): Promise<RenderedPhoto> {
  const edge = avatar || sizes.includes('LARGE') ? renditionSizes.LARGE.edge : renditionSizes.MEDIUM.edge
  const { pixels, ...original } = await decodePhoto(input, edge, limits)
  const look = filter ? await toPixels(filters[filter](fromPixels(pixels))) : pixels
  const pictures = await resizeTo(sizes, look)
  const [placeholder, renditions, squares] = await Promise.all([
    blurhash ? placeholderOf(pictures.get('MEDIUM') ?? look) : null,
    encodeRenditions(pictures, quality),
    encodeRenditions(avatar ? await squaresOf(look) : new Map<AvatarSize, Pixels>(), quality),
  ])
  return { ...original, placeholder, renditions, avatar: squares }
}

/** Each size from the next larger one. The square comes from the original where a strip's shorter edge would be too short for it. */
async function resizeTo(sizes: readonly RenditionSize[], large: Pixels): Promise<Map<RenditionSize, Pixels>> {
  const pictures = new Map<RenditionSize, Pixels>()
  if (sizes.includes('LARGE')) pictures.set('LARGE', large)
  const medium = sizes.includes('MEDIUM') ? await inside(large, renditionSizes.MEDIUM.edge) : large
  if (sizes.includes('MEDIUM')) pictures.set('MEDIUM', medium)
  const { edge } = renditionSizes.THUMBNAIL
  const source = shortEdge(medium) < edge ? large : medium
  if (sizes.includes('THUMBNAIL')) pictures.set('THUMBNAIL', await square(source, edge))
  return pictures
}

/** From the whole picture, which is decoded large enough that a strip's shorter edge mostly suffices. */
async function squaresOf(large: Pixels): Promise<Map<AvatarSize, Pixels>> {
  const picture = await square(large, avatarSizes.LARGE.edge)
  return new Map([
    ['LARGE', picture],
    ['SMALL', await square(picture, avatarSizes.SMALL.edge)],
  ])
}

function inside(pixels: Pixels, edge: number): Promise<Pixels> | Pixels {
  if (Math.max(pixels.width, pixels.height) <= edge) return pixels
  return toPixels(fromPixels(pixels).resize({ width: edge, height: edge, fit: 'inside' }))
}

function square(pixels: Pixels, edge: number): Promise<Pixels> | Pixels {
  const side = Math.min(edge, shortEdge(pixels))
  if (Math.max(pixels.width, pixels.height) === side) return pixels
  return toPixels(fromPixels(pixels).resize({ width: side, height: side, fit: 'cover' }))
}

function shortEdge({ width, height }: Pixels): number {
  return Math.min(width, height)
}
