import assert from 'node:assert/strict'
import {
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3'
import type { CaseGroup } from '../case.ts'
import { assertRefused, getText, put } from '../expect.ts'

export const tags: CaseGroup = {
  title: 'Tags',
  cases: [
    {
      name: 'tags are put, counted, replaced and deleted beside the bytes',
      async run(world) {
        const { client, bucket } = world
        const input = { Bucket: bucket, Key: 'a' }
        await put(world, 'a', 'x', { Tagging: 'tier=hot&owner=a%20b' })
        const read = async () => (await client.send(new GetObjectTaggingCommand(input))).TagSet
        const first = [
          { Key: 'tier', Value: 'hot' },
          { Key: 'owner', Value: 'a b' },
        ]
        assert.deepEqual(new Set(await read()), new Set(first))
        assert.equal((await client.send(new GetObjectCommand(input))).TagCount, 2)
        await client.send(new PutObjectTaggingCommand({ ...input, Tagging: { TagSet: [{ Key: 'k', Value: 'ü' }] } }))
        assert.deepEqual(await read(), [{ Key: 'k', Value: 'ü' }])
        await client.send(new DeleteObjectTaggingCommand(input))
        assert.deepEqual(await read(), [])
        assert.equal(await getText(world, 'a'), 'x')
      },
    },
    {
      name: 'more than ten tags, a key twice or too long a key is refused',
      refereeLacks: 'Ceph 16 takes a key twice',
      async run(world) {
        await put(world, 'a', 'x')
        const attempt = (TagSet: { Key: string; Value: string }[]) =>
          world.client.send(new PutObjectTaggingCommand({ Bucket: world.bucket, Key: 'a', Tagging: { TagSet } }))
        await assertRefused(attempt(Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: '' }))), 400)
        await assertRefused(attempt([{ Key: 'k'.repeat(129), Value: '' }]), 400, 'InvalidTag')
        const twice = [
          { Key: 'k', Value: '1' },
          { Key: 'k', Value: '2' },
        ]
        await assertRefused(attempt(twice), 400)
      },
    },
  ],
}
