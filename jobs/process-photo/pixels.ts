import sharp, { type Sharp } from 'sharp'

/** Decoded pixels in memory: 8 bits a channel, interleaved, sRGB once they have left decode. Three channels, or four with alpha. */
export interface Pixels {
  data: Buffer
  width: number
  height: number
  channels: 3 | 4
}

/** Opens pixels as the input of the next pipeline. */
export function fromPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
}

/** Runs a pipeline and keeps its result as pixels. */
export async function toPixels(pipeline: Sharp): Promise<Pixels> {
  const { data, info } = await pipeline.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  if (info.channels !== 3 && info.channels !== 4) throw new Error(`expected 3 or 4 channels, received ${info.channels}`)
  return { data, width: info.width, height: info.height, channels: info.channels }
}

/** Drops an alpha channel that hides nothing: screenshots carry one, and each encoder would pay for it. */
export async function withoutIdleAlpha(pixels: Pixels): Promise<Pixels> {
  if (pixels.channels === 3) return pixels
  for (let at = 3; at < pixels.data.length; at += 4) {
    if (pixels.data[at] !== 255) return pixels
  }
  return toPixels(fromPixels(pixels).removeAlpha())
}
