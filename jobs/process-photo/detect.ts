/** The formats a photo may arrive in (R1.4). */
export type PhotoFormat = 'JPEG' | 'PNG' | 'WEBP' | 'GIF' | 'AVIF' | 'TIFF' | 'HEIC'

const avifBrands = new Set(['avif', 'avis'])
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'])

/** What the first bytes say the image is, whatever its sender declared; null for anything that is not accepted. */
export function detectFormat(input: Buffer): PhotoFormat | null {
  if (input.length < 12) return null
  const text = (start: number, end: number) => input.toString('latin1', start, end)
  if (input.readUIntBE(0, 3) === 0xffd8ff) return 'JPEG'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'PNG'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'WEBP'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'GIF'
  // II and MM are the two byte orders; 42 is TIFF, 43 BigTIFF.
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(text(0, 4))) return 'TIFF'
  return text(4, 8) === 'ftyp' ? detectBrand(input) : null
}

/**
 * HEIF is one container for two codecs (ISO/IEC 23008-12): `ftyp` holds the major brand, a version, and then the compatible
 * brands. AVIF files list `mif1` too, so an AVIF brand anywhere decides before a HEIC one.
 */
function detectBrand(input: Buffer): PhotoFormat | null {
  const end = Math.min(input.readUInt32BE(0), input.length, 256)
  const brands: string[] = []
  for (let at = 8; at + 4 <= end; at += 4) {
    if (at !== 12) brands.push(input.toString('latin1', at, at + 4))
  }
  if (brands.some((brand) => avifBrands.has(brand))) return 'AVIF'
  return brands.some((brand) => heicBrands.has(brand)) ? 'HEIC' : null
}
