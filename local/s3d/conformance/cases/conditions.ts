import assert from 'node:assert/strict'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import type { CaseGroup } from '../case.ts'
import { assertRawRefused, assertRefused, getText, put } from '../expect.ts'

const PAST = new Date('2001-01-01T00:00:00Z')
const FUTURE_MS = 3_600_000

export const conditions: CaseGroup = {
  title: 'Conditions and ranges',
  cases: [
    {
      name: 'If-Match reads only the object the client knows',
      async run(world) {
        const { ETag } = await put(world, 'a', 'x')
        assert.equal(await getText(world, 'a', { IfMatch: ETag }), 'x')
        await assertRefused(getText(world, 'a', { IfMatch: '"0123"' }), 412, 'PreconditionFailed')
      },
    },
    {
      name: 'If-None-Match answers 304 to who has the object already, for get and head',
      async run({ client, bucket, ...world }) {
        const { ETag } = await put({ client, bucket, ...world }, 'a', 'x')
        const input = { Bucket: bucket, Key: 'a', IfNoneMatch: ETag }
        await assertRefused(client.send(new GetObjectCommand(input)), 304)
        await assertRefused(client.send(new HeadObjectCommand(input)), 304)
        await client.send(new HeadObjectCommand({ ...input, IfNoneMatch: '"0123"' }))
      },
    },
    {
      name: 'If-Modified-Since and If-Unmodified-Since go by the date',
      async run(world) {
        await put(world, 'a', 'x')
        const later = new Date(Date.now() + FUTURE_MS)
        assert.equal(await getText(world, 'a', { IfModifiedSince: PAST }), 'x')
        assert.equal(await getText(world, 'a', { IfUnmodifiedSince: later }), 'x')
        await assertRefused(getText(world, 'a', { IfUnmodifiedSince: PAST }), 412, 'PreconditionFailed')
        const head = await world.client.send(new HeadObjectCommand({ Bucket: world.bucket, Key: 'a' }))
        await assertRefused(getText(world, 'a', { IfModifiedSince: head.LastModified! }), 304)
      },
    },
    {
      name: 'an ETag outweighs a date',
      async run(world) {
        const { ETag } = await put(world, 'a', 'x')
        assert.equal(await getText(world, 'a', { IfMatch: ETag, IfUnmodifiedSince: PAST }), 'x')
        assert.equal(await getText(world, 'a', { IfNoneMatch: '"0"', IfModifiedSince: new Date() }), 'x')
      },
    },
    {
      name: 'a put with If-None-Match: * does not overwrite',
      async run(world) {
        await put(world, 'a', 'first', { IfNoneMatch: '*' })
        await assertRefused(put(world, 'a', 'second', { IfNoneMatch: '*' }), 412, 'PreconditionFailed')
        assert.equal(await getText(world, 'a'), 'first')
      },
    },
    {
      name: 'of many puts with If-None-Match: * at once, exactly one is done',
      refereeLacks: 'Ceph 16 checks the condition apart from the write',
      async run(world) {
        const puts = Array.from({ length: 10 }, (_, i) => put(world, 'a', `body ${i}`, { IfNoneMatch: '*' }))
        const done = (await Promise.allSettled(puts)).filter(({ status }) => status === 'fulfilled')
        assert.equal(done.length, 1)
      },
    },
    {
      name: 'a put with If-Match overwrites only the object the client knows',
      refereeLacks: 'Ceph 16 matches no ETag in quotes on a put',
      async run(world) {
        const { ETag } = await put(world, 'a', 'first')
        await put(world, 'a', 'second', { IfMatch: ETag })
        await assertRefused(put(world, 'a', 'third', { IfMatch: ETag }), 412, 'PreconditionFailed')
        assert.equal(await getText(world, 'a'), 'second')
      },
    },
    {
      name: 'a put with If-Match needs an object to match',
      refereeLacks: 'Ceph 16 answers 412 there',
      async run(world) {
        await assertRefused(put(world, 'a', 'x', { IfMatch: '"0123"' }), 404, 'NoSuchKey')
      },
    },
    {
      name: 'a delete with If-Match deletes only the object the client knows',
      refereeLacks: 'Ceph 16 ignores conditions on delete',
      async run(world) {
        const { client, bucket } = world
        const { ETag } = await put(world, 'a', 'x')
        const input = { Bucket: bucket, Key: 'a' }
        await assertRefused(client.send(new DeleteObjectCommand({ ...input, IfMatch: '"0123"' })), 412)
        assert.equal(await getText(world, 'a'), 'x')
        await client.send(new DeleteObjectCommand({ ...input, IfMatch: ETag }))
      },
    },
    {
      name: 'a range is first to last, open, or the last so many bytes',
      async run(world) {
        await put(world, 'a', '0123456789')
        const asked = {
          'bytes=2-4': '234',
          'bytes=7-': '789',
          'bytes=-3': '789',
          'bytes=8-99': '89',
          'bytes=-99': '0123456789',
        }
        for (const [Range, body] of Object.entries(asked)) {
          const reply = await world.client.send(new GetObjectCommand({ Bucket: world.bucket, Key: 'a', Range }))
          assert.equal(reply.$metadata.httpStatusCode, 206, Range)
          assert.equal(await reply.Body!.transformToString(), body, Range)
          const first = body === '0123456789' ? 0 : '0123456789'.indexOf(body)
          assert.equal(reply.ContentRange, `bytes ${first}-${first + body.length - 1}/10`)
        }
      },
    },
    {
      name: 'a range beyond the end is 416',
      async run(world) {
        await put(world, 'a', '0123456789')
        await assertRefused(getText(world, 'a', { Range: 'bytes=10-' }), 416, 'InvalidRange')
        await put(world, 'empty', '')
        await assertRefused(getText(world, 'empty', { Range: 'bytes=0-' }), 416, 'InvalidRange')
      },
    },
    {
      name: 'a range that is not understood is the whole object',
      async run(world) {
        await put(world, 'a', '0123456789')
        assert.equal(await getText(world, 'a', { Range: 'lines=1-2' }), '0123456789')
      },
    },
    {
      name: 'a range of the middle of a large object is exact',
      async run(world) {
        const body = Buffer.alloc(2_000_000, 'abcdefghijklmnopqrstuvwxyz')
        await put(world, 'a', body)
        const text = await getText(world, 'a', { Range: 'bytes=999999-1000030' })
        assert.equal(text, body.toString('latin1', 999_999, 1_000_031))
      },
    },
    {
      name: 'If-Range gives the range of the object the client knows, else the whole',
      refereeLacks: 'Ceph ignores If-Range',
      async run(world) {
        const { ETag } = await put(world, 'a', '0123456789')
        const ask = (ifRange: string) =>
          world.raw({ method: 'GET', path: `/${world.bucket}/a`, headers: { range: 'bytes=0-1', 'if-range': ifRange } })
        assert.equal((await ask(ETag!)).text, '01')
        assert.equal((await ask('"0123"')).text, '0123456789')
      },
    },
    {
      name: 'an error is a document with code, message, resource and request id',
      async run(world) {
        const reply = await world.raw({ method: 'GET', path: `/${world.bucket}/missing` })
        assertRawRefused(reply, 404, 'NoSuchKey')
        assert.match(reply.headers['content-type'] ?? '', /application\/xml/)
        assert.match(reply.text, /<Error><Code>NoSuchKey<\/Code>/)
        assert.match(reply.text, /<RequestId>[^<]+<\/RequestId>/)
      },
    },
  ],
}
