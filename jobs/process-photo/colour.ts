import sharp from 'sharp'
import { type Pixels, toPixels } from './pixels.ts'

/**
 * Converts pixels from an ICC profile to sRGB. sharp applies only the profile it finds in a file, and takes none for raw pixels: so
 * these are wrapped in an uncompressed TIFF (a few hundred bytes of tags around them) that carries the profile.
 */
export function profileToSrgb(pixels: Pixels, icc: Buffer): Promise<Pixels> {
  return toPixels(sharp(wrapInTiff(pixels, icc), { limitInputPixels: false }))
}

/** The Display P3 profile, for files that name the P3 primaries by number and carry no profile. */
export async function displayP3(): Promise<Buffer> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: 'white' } })
  const { icc } = await sharp(await pixel.withIccProfile('p3').png().toBuffer()).metadata()
  if (!icc) throw new Error('expected sharp to embed its Display P3 profile, received none')
  return icc
}

/**
 * Whether a HEIF container names Display P3 in a `colr` box of type `nclx`: ISO/IEC 23001-8 colour primaries 12 (SMPTE EG 432-1). The boxes of
 * the metadata stand before the coded image, in the first kilobytes.
 */
export function namesP3Primaries(heif: Buffer): boolean {
  const at = heif.subarray(0, 65_536).indexOf('colrnclx')
  return at >= 0 && at + 10 <= heif.length && heif.readUInt16BE(at + 8) === 12
}

const [SHORT, LONG, UNDEFINED] = [3, 4, 7]

/** TIFF 6.0, little endian, one strip: header, pixels, bits per sample, profile, directory. */
function wrapInTiff({ data, width, height, channels }: Pixels, icc: Buffer): Buffer {
  const bitsAt = 8 + data.length + (data.length % 2)
  const iccAt = bitsAt + 2 * channels
  const directoryAt = iccAt + icc.length + (icc.length % 2)
  const tags: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, channels, bitsAt],
    [259, SHORT, 1, 1], // no compression
    [262, SHORT, 1, 2], // RGB
    [273, LONG, 1, 8],
    [277, SHORT, 1, channels],
    [278, LONG, 1, height],
    [279, LONG, 1, data.length],
    ...(channels === 4 ? [[338, SHORT, 1, 2] as [number, number, number, number]] : []), // alpha, not premultiplied
    [34675, UNDEFINED, icc.length, iccAt],
  ]
  const tiff = Buffer.alloc(directoryAt + 2 + 12 * tags.length + 4)
  tiff.write('II*\0', 'latin1')
  tiff.writeUInt32LE(directoryAt, 4)
  data.copy(tiff, 8)
  for (let channel = 0; channel < channels; channel++) tiff.writeUInt16LE(8, bitsAt + 2 * channel)
  icc.copy(tiff, iccAt)
  tiff.writeUInt16LE(tags.length, directoryAt)
  tags.forEach(([tag, type, count, value], index) => {
    const at = directoryAt + 2 + 12 * index
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  })
  return tiff
}
