import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { renderPhoto } from './render.ts'

/** Photographs as cameras made them (public collection ianare/exif-samples), beside a checkout or where HALIDE_PHOTOS says. */
const folder = process.env.HALIDE_PHOTOS ?? fileURLToPath(new URL('../../../shared/photos', import.meta.url))
const skip = existsSync(folder) ? false : `no photos in ${folder}; set HALIDE_PHOTOS`
const names = skip ? [] : readdirSync(folder).filter((name) => /\.(jpe?g|hei[cf])$/i.test(name))

test('there are real photos', { skip }, () => {
  assert(names.length > 0, `expected photos in ${folder}`)
})

/** Upright sizes of the photos whose EXIF asks for a turn. */
const upright: Record<string, [number, number]> = {
  'portrait_6.jpg': [450, 600],
  'landscape_8.jpg': [600, 450],
  'landscape_3.jpg': [600, 450],
}

for (const name of names) {
  test(`${name} becomes nine renditions without metadata`, async () => {
    const photo = await renderPhoto(readFileSync(`${folder}/${name}`))
    assert.equal(photo.format, /\.hei[cf]$/i.test(name) ? 'HEIC' : 'JPEG')
    if (upright[name]) assert.deepEqual([photo.width, photo.height], upright[name])
    assert.equal(photo.renditions.length, 9)
    assert(photo.placeholder)
    for (const { size, format, width, height, bytes } of photo.renditions) {
      const seen = await sharp(bytes).metadata()
      assert.deepEqual(
        [seen.width, seen.height, seen.exif, seen.icc, seen.xmp, seen.iptc],
        [width, height, undefined, undefined, undefined, undefined],
        `${size} ${format}`,
      )
      assert(!bytes.includes('Exif\0\0') && !bytes.includes('GPSLatitude'))
      const shape = width / height - (size === 'THUMBNAIL' ? 1 : photo.width / photo.height)
      assert(Math.abs(shape) < 0.02, `${size} ${format}: ${width}x${height} of ${photo.width}x${photo.height}`)
    }
  })
}

test('the averages of all renditions of a photo agree', { skip }, async () => {
  for (const name of names.slice(0, 4)) {
    const { renditions } = await renderPhoto(readFileSync(`${folder}/${name}`), {
      sizes: ['LARGE', 'MEDIUM'],
      blurhash: false,
    })
    const means = await Promise.all(
      renditions.map(async ({ bytes }) => (await sharp(bytes).stats()).channels.map(({ mean }) => mean)),
    )
    for (const mean of means)
      mean.forEach((level, channel) => {
        assert(Math.abs(level - means[0]![channel]!) < 2, `${name} ${mean}`)
      })
  }
})
