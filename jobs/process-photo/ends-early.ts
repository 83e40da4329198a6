import type { PhotoFormat } from './detect.ts'

/**
 * Whether a damaged file lacks its end, by what its own structure says its length is. For the formats whose decoders only say
 * "read error"; libjpeg and the GIF reader name a missing end themselves.
 */
export function endsEarly(input: Buffer, format: PhotoFormat): boolean {
  switch (format) {
    case 'PNG':
      return input.indexOf('IEND', -64, 'latin1') < 0
    case 'WEBP':
      return input.readUInt32LE(4) + 8 > input.length
    case 'TIFF':
      return (input[0] === 0x49 ? input.readUInt32LE(4) : input.readUInt32BE(4)) > input.length
    case 'AVIF':
    case 'HEIC':
      return lastBoxEnd(input) > input.length
    default:
      return false
  }
}

/** Walks a HEIF's top-level boxes (ISO/IEC 14496-12): a 32-bit size, or 1 and a 64-bit size after the type, or 0 for "to the end". */
function lastBoxEnd(input: Buffer): number {
  let at = 0
  while (at + 16 <= input.length) {
    const short = input.readUInt32BE(at)
    const size = short === 1 ? Number(input.readBigUInt64BE(at + 8)) : short
    if (size < 8) return input.length
    at += size
  }
  return at
}
