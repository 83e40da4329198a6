import assert from 'node:assert/strict'
import { ListObjectsV2Command, PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import type { CaseGroup, World } from '../case.ts'
import { assertRawRefused, base64Digest, put } from '../expect.ts'
import type { RawReply } from '../raw-request.ts'

/** Deletes by document, guarded by Content-MD5, which every S3 takes. */
function deleteObjects({ raw, bucket }: World, content: string, headers?: Record<string, string>): Promise<RawReply> {
  const body = `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</Delete>`
  return raw({
    method: 'POST',
    path: `/${bucket}`,
    query: { delete: '' },
    body,
    headers: headers ?? { 'content-md5': base64Digest('md5', body) },
  })
}

const object = (key: string) => `<Object><Key>${key}</Key></Object>`

export const bulkDeletes: CaseGroup = {
  title: 'Bulk deletes',
  cases: [
    {
      name: 'many keys go at once, missing ones too, and each is told',
      async run(world) {
        for (const key of ['a', 'b', 'c&d']) await put(world, key, 'x')
        const reply = await deleteObjects(world, ['a', 'c&amp;d', 'missing'].map(object).join(''))
        assert.equal(reply.status, 200)
        assert.equal(reply.text.match(/<Deleted>/g)?.length, 3)
        const left = await world.client.send(new ListObjectsV2Command({ Bucket: world.bucket }))
        assert.deepEqual(
          left.Contents?.map(({ Key }) => Key),
          ['b'],
        )
      },
    },
    {
      name: 'a quiet one tells only of failures',
      async run(world) {
        await put(world, 'a', 'x')
        const reply = await deleteObjects(world, `<Quiet>true</Quiet>${object('a')}`)
        assert.equal(reply.status, 200)
        assert.doesNotMatch(reply.text, /<Deleted>/)
      },
    },
    {
      name: 'with versioning on, each key gets a delete marker',
      async run(world) {
        const { client, bucket } = world
        const VersioningConfiguration = { Status: 'Enabled' } as const
        await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }))
        await put(world, 'a', 'x')
        const reply = await deleteObjects(world, object('a'))
        assert.match(reply.text, /<DeleteMarker>true<\/DeleteMarker>/)
        assert.match(reply.text, /<DeleteMarkerVersionId>[^<]+</)
      },
    },
    {
      name: 'a document without a checksum, or with a wrong one, deletes nothing',
      refereeLacks: 'Ceph 16 does not check it',
      async run(world) {
        await put(world, 'a', 'x')
        assert.equal((await deleteObjects(world, object('a'), {})).status, 400)
        const wrong = { 'content-md5': base64Digest('md5', 'another document') }
        assert.equal((await deleteObjects(world, object('a'), wrong)).status, 400)
        const left = await world.client.send(new ListObjectsV2Command({ Bucket: world.bucket }))
        assert.equal(left.Contents?.length, 1)
      },
    },
    {
      name: 'a broken document, an empty one, or one of over a thousand keys is MalformedXML',
      refereeLacks: 'Ceph 16 refuses without saying why, and takes the empty one',
      async run(world) {
        assertRawRefused(await deleteObjects(world, '<Object><Key>a'), 400, 'MalformedXML')
        assertRawRefused(await deleteObjects(world, ''), 400, 'MalformedXML')
        const many = Array.from({ length: 1001 }, (_, i) => object(`k${i}`)).join('')
        assertRawRefused(await deleteObjects(world, many), 400, 'MalformedXML')
      },
    },
  ],
}
