import assert from 'node:assert/strict'
import sharp, { type Sharp } from 'sharp'
import type { Rendition } from './encode.ts'
import type { RenderedPhoto } from './render.ts'

/** A picture whose upright corners each have a colour: red, green, blue, grey. Any turn, mirroring or colour shift shows. */
export const corners = {
  topLeft: [220, 40, 40],
  topRight: [30, 200, 60],
  bottomLeft: [40, 60, 220],
  bottomRight: [240, 240, 240],
} as const

/** `width` by `height` raw sRGB pixels of the picture above, as the start of a pipeline. */
export function quadrants(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [left, right] =
        y < height / 2 ? [corners.topLeft, corners.topRight] : [corners.bottomLeft, corners.bottomRight]
      data.set(x < width / 2 ? left : right, (y * width + x) * 3)
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
}

/** A pipeline's raw pixels as a new pipeline: sharp has an order of its own for the operations of one. */
export async function settled(pipeline: Sharp): Promise<Sharp> {
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true })
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

export function find(photo: RenderedPhoto, size: Rendition['size'], format: Rendition['format']): Rendition {
  const rendition = photo.renditions.find((each) => each.size === size && each.format === format)
  assert(rendition, `expected a ${size} ${format}`)
  return rendition
}

/** The colours in the middle of each quadrant of an encoded picture, all its channels. */
export async function cornersOf(bytes: Buffer): Promise<Record<keyof typeof corners, number[]>> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (right: number, down: number) => {
    const pixel = Math.floor(info.height * down) * info.width + Math.floor(info.width * right)
    return [...data.subarray(pixel * info.channels, (pixel + 1) * info.channels)]
  }
  return {
    topLeft: at(0.25, 0.25),
    topRight: at(0.75, 0.25),
    bottomLeft: at(0.25, 0.75),
    bottomRight: at(0.75, 0.75),
  }
}

/** Fails unless every rendition shows the picture upright in its own colours, `tolerance` levels off at most. */
export async function assertUpright(
  photo: RenderedPhoto,
  tolerance = 12,
  expected: typeof corners = corners,
): Promise<void> {
  for (const { size, format, bytes } of photo.renditions) {
    const seen = await cornersOf(bytes)
    for (const [corner, colour] of Object.entries(expected) as [keyof typeof corners, readonly number[]][]) {
      const off = Math.max(...colour.map((level, channel) => Math.abs(level - (seen[corner][channel] ?? Number.NaN))))
      assert(off <= tolerance, `${size} ${format} ${corner}: expected ${colour}, received ${seen[corner]}`)
    }
  }
}
