import sharp from 'sharp'
import { type Random, seededRandom } from './random.ts'
import { type SceneName, scenes } from './scenes.ts'

export interface PhotoOrder {
  scene: SceneName
  /** Another seed is another picture. */
  seed: number
  /** Pixels, as it is to be seen. */
  width: number
  height: number
  /** How the camera was held, as EXIF says it: 1 upright, 3 upside down, 6 and 8 on a side. */
  orientation?: 1 | 3 | 6 | 8
}

/** Degrees by which a viewer turns the stored pixels clockwise, by EXIF orientation. */
const turnedBy = { 1: 0, 3: 180, 6: 90, 8: 270 } as const

/** A picture like a camera's: grain, a make, a place, and pixels stored as the camera was held. The same order, the same bytes. */
export async function makePhoto({ scene, seed, width, height, orientation = 1 }: PhotoOrder): Promise<Buffer> {
  const random = seededRandom(seed)
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${scenes[scene](width, height, random)}</svg>`
  const edge = Math.min(grainEdge, width, height)
  const seen = await sharp(Buffer.from(drawing), { limitInputPixels: width * height })
    .flatten()
    .composite([
      { input: grain(edge, random), raw: { width: edge, height: edge, channels: 4 }, tile: true, blend: 'overlay' },
    ])
    .removeAlpha()
    .raw()
    .toBuffer()
  return sharp(seen, { raw: { width, height, channels: 3 } })
    .rotate((360 - turnedBy[orientation]) % 360)
    .jpeg({ quality: 88 })
    .withExif({
      IFD0: { Make: 'Halide', Model: 'Daguerre 1' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '46/1 59/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '4/1 38/1 0/1' },
    })
    .withMetadata({ orientation })
    .toBuffer()
}

const grainEdge = 256

/** Grey noise of low opacity, to be laid over the whole in tiles. */
function grain(edge: number, random: Random): Buffer {
  const pixels = Buffer.alloc(edge * edge * 4)
  for (let i = 0; i < pixels.length; i += 4) {
    pixels.fill(Math.floor(random() * 256), i, i + 3)
    pixels[i + 3] = 34
  }
  return pixels
}
