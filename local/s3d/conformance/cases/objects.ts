import assert from 'node:assert/strict'
import { DeleteObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { CaseGroup } from '../case.ts'
import { assertAbsent, assertRefused, bytesOf, getBytes, getText, put, quotedMd5 } from '../expect.ts'

export const objects: CaseGroup = {
  title: 'Objects',
  cases: [
    {
      name: 'an object comes back byte for byte, with its MD5 for an ETag',
      async run(world) {
        const body = bytesOf(3_000_001, 1)
        assert.equal((await put(world, 'a', body)).ETag, quotedMd5(body))
        assert.ok((await getBytes(world, 'a')).equals(body))
        const head = await world.client.send(new HeadObjectCommand({ Bucket: world.bucket, Key: 'a' }))
        assert.equal(head.ContentLength, body.length)
        assert.equal(head.ETag, quotedMd5(body))
        assert.ok(Math.abs(Date.now() - head.LastModified!.getTime()) < 60_000)
      },
    },
    {
      name: 'an empty object is an object',
      async run(world) {
        await put(world, 'empty', '')
        assert.equal(await getText(world, 'empty'), '')
      },
    },
    {
      name: 'a missing object is NoSuchKey, its head a bare 404, its delete a success',
      async run(world) {
        const { client, bucket } = world
        await assertAbsent(world, 'a')
        await assertRefused(client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a' })), 404)
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a' }))
      },
    },
    {
      name: 'a deleted object is gone',
      async run(world) {
        await put(world, 'a', 'x')
        await world.client.send(new DeleteObjectCommand({ Bucket: world.bucket, Key: 'a' }))
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'an overwrite replaces body, headers and metadata together',
      async run(world) {
        await put(world, 'a', 'old', { ContentType: 'text/plain', Metadata: { old: '1' } })
        await put(world, 'a', 'new', { Metadata: { fresh: '2' } })
        const head = await world.client.send(new HeadObjectCommand({ Bucket: world.bucket, Key: 'a' }))
        assert.equal(await getText(world, 'a'), 'new')
        assert.deepEqual(head.Metadata, { fresh: '2' })
        assert.notEqual(head.ContentType, 'text/plain')
      },
    },
    {
      name: 'standard headers and user metadata come back as they were given',
      async run(world) {
        const given = {
          CacheControl: 'public, max-age=31536000, immutable',
          ContentDisposition: 'attachment; filename="x.jpg"',
          ContentEncoding: 'gzip',
          ContentLanguage: 'de-CH',
          ContentType: 'image/jpeg',
          Metadata: { 'post-id': '42', note: 'a b  c' },
        }
        await put(world, 'a', 'x', { ...given, Expires: new Date('2030-01-02T03:04:05Z') })
        const head = await world.client.send(new HeadObjectCommand({ Bucket: world.bucket, Key: 'a' }))
        const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Metadata } = head
        const back = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Metadata }
        assert.deepEqual(back, given)
        assert.equal(new Date(head.ExpiresString ?? 0).toISOString(), '2030-01-02T03:04:05.000Z')
      },
    },
    {
      name: 'a read may override the headers it gets',
      async run(world) {
        await put(world, 'a', 'x', { ContentType: 'image/jpeg' })
        const reply = await world.raw({
          method: 'GET',
          path: `/${world.bucket}/a`,
          query: { 'response-content-type': 'text/x-other', 'response-cache-control': 'no-store' },
        })
        assert.equal(reply.headers['content-type'], 'text/x-other')
        assert.equal(reply.headers['cache-control'], 'no-store')
      },
    },
    {
      name: 'user metadata over 2 KB is refused',
      refereeLacks: 'Ceph 16 takes far more',
      async run(world) {
        await put(world, 'a', 'x', { Metadata: { m: 'v'.repeat(2047) } })
        await assertRefused(put(world, 'a', 'x', { Metadata: { m: 'v'.repeat(2048) } }), 400, 'MetadataTooLarge')
      },
    },
    {
      name: 'hostile keys are plain names',
      async run(world) {
        const keys = [
          '.',
          '..',
          '../../etc/passwd',
          'a/../b',
          'b',
          '/',
          '//x',
          'a//b',
          'ü',
          'u\u0308',
          '😀 +&=?#%25',
          'C:\\x',
          '\'<>"',
        ]
        for (const key of keys) await put(world, key, `body of ${key}`)
        for (const key of keys) assert.equal(await getText(world, key), `body of ${key}`)
        const listed = await world.client.send(new ListObjectsV2Command({ Bucket: world.bucket }))
        assert.deepEqual(new Set(listed.Contents?.map(({ Key }) => Key)), new Set(keys))
      },
    },
    {
      name: 'a key with newline and tab in it survives put, list and get',
      async run(world) {
        const key = 'b\nc\td'
        await put(world, key, 'x')
        const listed = await world.client.send(new ListObjectsV2Command({ Bucket: world.bucket, EncodingType: 'url' }))
        assert.equal(decodeURIComponent(listed.Contents?.[0]?.Key ?? ''), key)
        assert.equal(await getText(world, key), 'x')
      },
    },
    {
      name: 'a key with NUL in it is a key',
      refereeLacks: 'Ceph takes no NUL in a key',
      async run(world) {
        await put(world, 'a\u0000b', 'x')
        assert.equal(await getText(world, 'a\u0000b'), 'x')
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'a key may be the folder of another',
      async run(world) {
        const keys = ['a', 'a/', 'a/b', 'a/b/', 'a/b/c']
        for (const key of keys) await put(world, key, key)
        await world.client.send(new DeleteObjectCommand({ Bucket: world.bucket, Key: 'a/b' }))
        for (const key of keys.filter((each) => each !== 'a/b')) assert.equal(await getText(world, key), key)
        await assertAbsent(world, 'a/b')
      },
    },
    {
      name: 'a key of 1,024 bytes is taken, one byte more is not',
      async run(world) {
        const longest = 'ü'.repeat(512)
        await put(world, longest, 'x')
        assert.equal(await getText(world, longest), 'x')
        await assertRefused(put(world, `${longest}a`, 'x'), 400)
      },
    },
    {
      name: 'a path whose escapes are not UTF-8 is refused',
      async run(world) {
        const reply = await world.raw({ method: 'GET', path: `/${world.bucket}/%ff`, signing: 'none' })
        assert.equal(reply.status, 400)
      },
    },
    {
      name: 'of many puts to one key at once, one whole one stays',
      async run(world) {
        const bodies = Array.from({ length: 8 }, (_, i) => bytesOf(200_000, i))
        await Promise.all(bodies.map((body) => put(world, 'a', body)))
        const stored = await getBytes(world, 'a')
        assert.ok(bodies.some((body) => body.equals(stored)))
      },
    },
    {
      name: 'a reader keeps the bytes it began with while the object is overwritten and deleted',
      async run(world) {
        const { client, bucket } = world
        const old = bytesOf(4_000_000, 1)
        await put(world, 'a', old)
        const reading = getBytes(world, 'a')
        await put(world, 'a', bytesOf(4_000_000, 2))
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a' }))
        const read = await reading.catch(() => undefined)
        // The read may have come after the delete, never in between.
        if (read) assert.ok(read.equals(old) || read.equals(bytesOf(4_000_000, 2)))
      },
    },
  ],
}
