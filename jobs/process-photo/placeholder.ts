import { encode } from 'blurhash'
import { fromPixels, type Pixels } from './pixels.ts'

/** What a client paints until the image has come. */
export interface Placeholder {
  /** https://blurha.sh, 4 by 3 components (3 by 4 where the photo is upright). */
  blurhash: string
  /** The most common colour, as `#rrggbb`. */
  dominantColour: string
}

/** A blurhash holds a handful of waves: 32 pixels a side carry all of it, and take 2 ms instead of seconds. */
const edge = 32

export async function placeholderOf(pixels: Pixels): Promise<Placeholder> {
  const { data, info } = await fromPixels(pixels)
    .flatten({ background: 'white' })
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const rgba = new Uint8ClampedArray(info.width * info.height * 4).fill(255)
  for (let pixel = 0; pixel < info.width * info.height; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgba[pixel * 4 + channel] = data[pixel * 3 + channel] ?? 0
  }
  const [across, down] = info.width >= info.height ? [4, 3] : [3, 4]
  const small: Pixels = { data, width: info.width, height: info.height, channels: 3 }
  const { dominant } = await fromPixels(small).stats()
  const hex = (value: number) => value.toString(16).padStart(2, '0')
  return {
    blurhash: encode(rgba, info.width, info.height, across, down),
    dominantColour: `#${hex(dominant.r)}${hex(dominant.g)}${hex(dominant.b)}`,
  }
}
