import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { detectFormat } from './detect.ts'
import { renderPhoto } from './render.ts'
import { assertUpright, cornersOf, find } from './test-pictures.ts'

// Made with x265 for these tests, 96 by 64 upright: sharp cannot write HEVC.
const sample = (name: string) => readFile(new URL(`./samples/${name}.heic`, import.meta.url))

test('a HEIC whose container and EXIF both say "turn" is turned once, and its P3 colours become sRGB', async () => {
  const photo = await renderPhoto(await sample('quadrants-p3-on-its-side'))
  assert.deepEqual([photo.format, photo.width, photo.height], ['HEIC', 96, 64])
  assert.equal(photo.renditions.length, 9)
  await assertUpright(photo)
})

test('a HEIC that only names the P3 primaries by number becomes sRGB too', async () => {
  const named = await sample('quadrants-p3-on-its-side')
  // The `colr` box: type `prof` and an ICC profile. As `nclx`: primaries 12 (P3), transfer 13 (sRGB), matrix 6, full range.
  const at = named.indexOf('colrprof')
  named.write('nclx', at + 4, 'latin1')
  named.set([0, 12, 0, 13, 0, 6, 0x80], at + 8)
  await assertUpright(await renderPhoto(named))
})

test('transparency in a HEIC is kept', async () => {
  const photo = await renderPhoto(await sample('quadrants-half-transparent'))
  const { topLeft } = await cornersOf(find(photo, 'LARGE', 'WEBP').bytes)
  assert(Math.abs(topLeft[3]! - 127) <= 2, `${topLeft}`)
  assert((await cornersOf(find(photo, 'LARGE', 'JPEG').bytes)).topLeft[1]! > 120)
})

test('a HEIC beyond the pixel limit is refused before it is decoded', async () => {
  const input = await sample('quadrants-half-transparent')
  await assert.rejects(renderPhoto(input, {}, { maxPixels: 96 * 64 - 1 }), { fault: 'TOO_MANY_PIXELS' })
})

test('a HEIC that ends early, anywhere, is refused', async () => {
  const input = await sample('quadrants-p3-on-its-side')
  for (let tenth = 0; tenth < 10; tenth++) {
    await assert.rejects(renderPhoto(input.subarray(0, Math.floor((input.length * tenth) / 10))), {
      name: 'PhotoRefused',
    })
  }
})

test('the brands of the container decide between HEIC, AVIF and neither', () => {
  const ftyp = (...brands: string[]) => {
    const box = Buffer.alloc(8 + 4 * brands.length)
    box.writeUInt32BE(box.length)
    box.write(`ftyp${brands.join('')}`, 4, 'latin1')
    return detectFormat(box)
  }
  assert.equal(ftyp('heic', '\0\0\0\0', 'mif1', 'heic'), 'HEIC')
  assert.equal(ftyp('mif1', '\0\0\0\0', 'mif1', 'heix'), 'HEIC')
  assert.equal(ftyp('mif1', '\0\0\0\0', 'avif', 'miaf'), 'AVIF')
  assert.equal(ftyp('avif', '\0\0\0\0'), 'AVIF')
  assert.equal(ftyp('isom', 'avif', 'mp42'), null, 'the version is no brand')
})
