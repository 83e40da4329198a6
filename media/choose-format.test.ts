import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RenditionFormat } from '@halide/schema/renditions.ts'
import { chooseFormat } from './choose-format.ts'

const all = new Set<RenditionFormat>(['AVIF', 'WEBP', 'JPEG'])

const answers: [accept: string | undefined, RenditionFormat, why: string][] = [
  ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'AVIF', 'Chrome'],
  ['image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', 'AVIF', 'Firefox'],
  [
    'image/webp,image/avif,image/jxl,image/heic,image/*;q=0.8,*/*;q=0.5',
    'AVIF',
    'Safari: the order of equals does not matter',
  ],
  ['image/webp,*/*', 'WEBP', 'an older Firefox'],
  ['image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', 'JPEG', 'an older Safari: a wildcard is no promise'],
  ['*/*', 'JPEG', 'curl'],
  [undefined, 'JPEG', 'no header'],
  ['', 'JPEG', 'an empty header'],
  ['image/avif;q=0.5,image/webp;q=0.9', 'WEBP', 'the client prefers WebP'],
  ['image/avif;q=0.5,image/*;q=0.8', 'JPEG', 'the client prefers anything else'],
  ['image/avif;q=0,image/webp', 'WEBP', 'AVIF refused'],
  ['image/avif;q=0', 'JPEG', 'AVIF refused, nothing else said'],
  ['image/jpeg;q=0,image/*', 'JPEG', 'a picture rather than a 406'],
  ['image/jpeg,image/avif;q=0.999', 'JPEG', 'three digits count'],
  ['IMAGE/AVIF ; Q=1.0', 'AVIF', 'case and spaces do not matter'],
  ['text/html', 'JPEG', 'nothing of ours'],
  ['image/avif;q=nonsense,;;,=,', 'AVIF', 'nonsense does not throw'],
]

test('the best format by Accept', () => {
  for (const [accept, format, why] of answers) assert.equal(chooseFormat(accept, all), format, why)
})

test('only what there is', () => {
  assert.equal(chooseFormat('image/avif,image/webp', new Set(['WEBP', 'JPEG'])), 'WEBP')
  assert.equal(chooseFormat('*/*', new Set(['AVIF'])), null)
})
