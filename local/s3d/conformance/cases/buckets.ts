import assert from 'node:assert/strict'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { CaseGroup } from '../case.ts'
import { assertRefused, put } from '../expect.ts'

export const buckets: CaseGroup = {
  title: 'Buckets',
  cases: [
    {
      name: 'a created bucket is there for head, location and the list of buckets',
      async run({ client, bucket }) {
        await client.send(new HeadBucketCommand({ Bucket: bucket }))
        const location = await client.send(new GetBucketLocationCommand({ Bucket: bucket }))
        assert.ok([undefined, '', 'us-east-1', 'default'].includes(location.LocationConstraint))
        const listed = await client.send(new ListBucketsCommand({}))
        const entry = listed.Buckets?.find(({ Name }) => Name === bucket)
        assert.ok(entry?.CreationDate instanceof Date)
      },
    },
    {
      name: 'an empty bucket can be deleted and is then unknown',
      async run({ client, bucket }) {
        await client.send(new DeleteBucketCommand({ Bucket: bucket }))
        await assertRefused(client.send(new HeadBucketCommand({ Bucket: bucket })), 404)
        await assertRefused(client.send(new DeleteBucketCommand({ Bucket: bucket })), 404, 'NoSuchBucket')
      },
    },
    {
      name: 'a bucket with an object in it is not deleted',
      async run(world) {
        await put(world, 'a', 'x')
        await assertRefused(world.client.send(new DeleteBucketCommand({ Bucket: world.bucket })), 409, 'BucketNotEmpty')
      },
    },
    {
      name: 'an object cannot be put into a bucket that is not there',
      async run({ client, bucket }) {
        const call = client.send(new PutObjectCommand({ Bucket: `${bucket}-not`, Key: 'a', Body: 'x' }))
        await assertRefused(call, 404, 'NoSuchBucket')
      },
    },
    {
      name: 'a bucket name that breaks the rules is refused',
      async run({ client }) {
        await assertRefused(client.send(new CreateBucketCommand({ Bucket: 'Under_Score' })), 400, 'InvalidBucketName')
        await assertRefused(client.send(new CreateBucketCommand({ Bucket: 'ab' })), 400, 'InvalidBucketName')
      },
    },
  ],
}
