import assert from 'node:assert/strict'
import { test } from 'node:test'
import { photoFilters } from '@halide/schema/renditions.ts'
import { renderPhoto } from './render.ts'
import { assertUpright, cornersOf, find, quadrants } from './test-pictures.ts'

const input = await quadrants(300, 200).png().toBuffer()

test('each filter gives a look of its own, and none is applied unasked', async () => {
  const looks = await Promise.all(
    [null, ...photoFilters].map(async (filter) => {
      const photo = await renderPhoto(input, { filter, sizes: ['LARGE'], blurhash: false })
      return JSON.stringify(await cornersOf(find(photo, 'LARGE', 'WEBP').bytes))
    }),
  )
  assert.equal(new Set(looks).size, photoFilters.length + 1)
  await assertUpright(await renderPhoto(input, { filter: null }))
})

test('every size and the placeholder show the filtered look', async () => {
  const photo = await renderPhoto(input, { filter: 'MOON' })
  for (const { bytes } of photo.renditions) {
    const { topLeft, bottomLeft } = await cornersOf(bytes)
    for (const [red, , blue] of [topLeft, bottomLeft]) assert(Math.abs(red! - blue!) <= 4, `${red} ${blue}`)
  }
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(photo.placeholder?.dominantColour ?? '') ?? []
  assert(red === green && green === blue)
})

test('a filter leaves transparency as it is', async () => {
  const clear = await quadrants(300, 200).ensureAlpha(0.5).png().toBuffer()
  for (const filter of photoFilters) {
    const photo = await renderPhoto(clear, { filter, sizes: ['LARGE'], blurhash: false })
    assert.equal((await cornersOf(find(photo, 'LARGE', 'WEBP').bytes)).topRight[3], 127, filter)
  }
})
