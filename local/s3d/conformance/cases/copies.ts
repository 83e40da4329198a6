import assert from 'node:assert/strict'
import { CopyObjectCommand, GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import type { CaseGroup } from '../case.ts'
import { assertRefused, getText, put, quotedMd5 } from '../expect.ts'

export const copies: CaseGroup = {
  title: 'Copies',
  cases: [
    {
      name: 'a copy takes the body, headers, metadata and tags along',
      async run(world) {
        const { client, bucket } = world
        await put(world, 'a', 'x', { ContentType: 'image/webp', Metadata: { m: '1' }, Tagging: 't=1' })
        const copied = await client.send(new CopyObjectCommand({ Bucket: bucket, Key: 'b', CopySource: `${bucket}/a` }))
        // Some servers leave the quotes out here.
        assert.equal(`"${copied.CopyObjectResult?.ETag?.replaceAll('"', '')}"`, quotedMd5('x'))
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'b' }))
        assert.deepEqual([head.ContentType, head.Metadata], ['image/webp', { m: '1' }])
        const tags = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: 'b' }))
        assert.deepEqual(tags.TagSet, [{ Key: 't', Value: '1' }])
        assert.equal(await getText(world, 'b'), 'x')
      },
    },
    {
      name: 'a copy may replace headers and metadata',
      async run(world) {
        const { client, bucket } = world
        await put(world, 'a', 'x', { ContentType: 'image/webp', Metadata: { m: '1' } })
        const input = { Bucket: bucket, Key: 'b', CopySource: `${bucket}/a` }
        const replacement = { ContentType: 'text/plain', Metadata: { n: '2' }, MetadataDirective: 'REPLACE' } as const
        await client.send(new CopyObjectCommand({ ...input, ...replacement }))
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'b' }))
        assert.deepEqual([head.ContentType, head.Metadata], ['text/plain', { n: '2' }])
      },
    },
    {
      name: 'a copy goes between buckets and from keys that need escaping',
      async run(world) {
        const { client, bucket } = world
        const other = await world.anotherBucket()
        const key = 'folder/ü + %20?.jpg'
        await put(world, key, 'x')
        const CopySource = `${bucket}/${encodeURIComponent(key)}`
        await client.send(new CopyObjectCommand({ Bucket: other, Key: key, CopySource }))
        assert.equal(await getText({ ...world, bucket: other }, key), 'x')
      },
    },
    {
      name: 'a copy of an object onto itself must change something',
      async run(world) {
        const { client, bucket } = world
        await put(world, 'a', 'x')
        const input = { Bucket: bucket, Key: 'a', CopySource: `${bucket}/a` }
        await assertRefused(client.send(new CopyObjectCommand(input)), 400, 'InvalidRequest')
        const replacement = { Metadata: { n: '2' }, MetadataDirective: 'REPLACE' } as const
        await client.send(new CopyObjectCommand({ ...input, ...replacement }))
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a' }))
        assert.deepEqual(head.Metadata, { n: '2' })
        assert.equal(await getText(world, 'a'), 'x')
      },
    },
    {
      name: 'a copy may depend on the state of its source',
      refereeLacks: 'Ceph 16 does not heed ETags there',
      async run(world) {
        const { client, bucket } = world
        const { ETag } = await put(world, 'a', 'x')
        const input = { Bucket: bucket, Key: 'b', CopySource: `${bucket}/a` }
        const misses = [{ CopySourceIfMatch: '"0123"' }, { CopySourceIfNoneMatch: ETag }]
        for (const miss of misses) {
          await assertRefused(client.send(new CopyObjectCommand({ ...input, ...miss })), 412, 'PreconditionFailed')
        }
        await client.send(new CopyObjectCommand({ ...input, CopySourceIfMatch: ETag }))
      },
    },
    {
      name: 'a copy of nothing is NoSuchKey',
      async run({ client, bucket }) {
        const call = client.send(new CopyObjectCommand({ Bucket: bucket, Key: 'b', CopySource: `${bucket}/missing` }))
        await assertRefused(call, 404, 'NoSuchKey')
      },
    },
  ],
}
