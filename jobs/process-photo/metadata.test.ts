import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { renderPhoto } from './render.ts'
import { assertUpright, quadrants, settled } from './test-pictures.ts'

/** How a camera that notes each EXIF orientation has stored the picture: the inverse of what the viewer must do. */
const storedAs: Record<number, (upright: Sharp) => Promise<Sharp>> = {
  1: async (p) => p,
  2: (p) => settled(p.flop()),
  3: (p) => settled(p.rotate(180)),
  4: (p) => settled(p.flip()),
  5: async (p) => settled((await settled(p.rotate(90))).flop()),
  6: (p) => settled(p.rotate(270)),
  7: async (p) => settled((await settled(p.rotate(270))).flop()),
  8: (p) => settled(p.rotate(90)),
}

for (const [orientation, store] of Object.entries(storedAs)) {
  for (const format of ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const) {
    test(`EXIF orientation ${orientation} in ${format} comes out upright`, async () => {
      const stored = await store(quadrants(300, 200))
      const input = await stored
        .withMetadata({ orientation: Number(orientation) })
        .toFormat(format)
        .toBuffer()
      const photo = await renderPhoto(input, { sizes: ['LARGE', 'THUMBNAIL'], blurhash: false })
      assert.deepEqual([photo.width, photo.height], [300, 200])
      await assertUpright(photo, 30)
    })
  }
}

test('no EXIF, GPS, XMP or profile is left in any rendition', async () => {
  const secret = 'SECRET-OF-THE-CAMERA'
  const tagged = quadrants(900, 600)
    .withIccProfile('p3')
    .withExif({
      IFD0: { Artist: secret, Copyright: secret },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${secret}"/></rdf:RDF></x:xmpmeta>`,
    )
  const input = await tagged.jpeg().toBuffer()
  const before = await sharp(input).metadata()
  assert(before.exif && before.xmp && before.icc && input.includes(secret))
  for (const { size, format, bytes } of (await renderPhoto(input)).renditions) {
    const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata()
    assert.deepEqual(
      { exif, xmp, iptc, icc, orientation },
      { exif: undefined, xmp: undefined, iptc: undefined, icc: undefined, orientation: undefined },
      `${size} ${format}`,
    )
    for (const mark of [secret, 'Exif\0\0', 'http://ns.adobe.com', 'ICC_PROFILE'])
      assert(!bytes.includes(mark), `${size} ${format} holds ${mark}`)
  }
})

test('Display P3 is converted to sRGB', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const) {
    const input = await quadrants(300, 200).withIccProfile('p3').toFormat(format, { quality: 95 }).toBuffer()
    // The file's own numbers are not sRGB's: red would come out duller if the profile were ignored.
    const { data } = await sharp(input, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true })
    assert(data[0]! < 212, `${format} ${data[0]}`)
    await assertUpright(await renderPhoto(input, { sizes: ['LARGE'] }))
  }
})
