import assert from 'node:assert/strict'
import { test } from 'node:test'
import { avatarPath, imagePath, parseAvatarPath, parseImagePath } from './image-paths.ts'

test('an image path names what it was made of', () => {
  for (const format of ['AVIF', 'WEBP', 'JPEG', null] as const) {
    const image = { photoId: 77n, edition: 3, size: 'MEDIUM', format } as const
    assert.deepEqual(parseImagePath(imagePath(image)), image)
  }
  assert.equal(imagePath({ photoId: 77n, edition: 1, size: 'LARGE', format: 'JPEG' }), '/photos/photo_25/1/large.jpg')
})

test('the path of an account’s picture names what it was made of, and no photo', () => {
  for (const format of ['AVIF', 'WEBP', 'JPEG', null] as const) {
    const avatar = { avatarId: 77n, size: 'SMALL', format } as const
    assert.deepEqual(parseAvatarPath(avatarPath(avatar)), avatar)
    assert.equal(parseImagePath(avatarPath(avatar)), null)
  }
  for (const path of ['/avatars/avatar_25/medium', '/avatars/photo_25/large', '/avatars/avatar_25/large.gif'])
    assert.equal(parseAvatarPath(path), null, path)
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
