import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imagePath, parseImagePath } from './image-paths.ts'

test('an image path names what it was made of', () => {
  for (const format of ['AVIF', 'WEBP', 'JPEG', null] as const) {
    const image = { photoId: 77n, edition: 3, size: 'MEDIUM', format } as const
    assert.deepEqual(parseImagePath(imagePath(image)), image)
  }
  assert.equal(imagePath({ photoId: 77n, edition: 1, size: 'LARGE', format: 'JPEG' }), '/photos/photo_25/1/large.jpg')
})

test('any other path is none', () => {
  for (const path of [
    '/photos/photo_25/1/huge.jpg',
    '/photos/photo_25/1/large.gif',
    '/photos/25/1/large',
    '/photos/photo_25/x/large',
    '/photos/photo_25/01/large',
    '/photos/photo_25/0/large',
    '/',
  ]) {
    assert.equal(parseImagePath(path), null, path)
  }
})
