import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { CopyObjectCommand, HeadObjectCommand, RestoreObjectCommand, type StorageClass } from '@aws-sdk/client-s3'
import type { CaseGroup, World } from '../case.ts'
import { assertRefused, getText, put, quotedMd5 } from '../expect.ts'

const NO_ARCHIVE = 'Ceph 16 has no archive classes and no restore'

function restore({ client, bucket }: World, Days = 1) {
  return client.send(new RestoreObjectCommand({ Bucket: bucket, Key: 'a', RestoreRequest: { Days } }))
}

async function head({ client, bucket }: World) {
  return client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a' }))
}

/** Waits until `x-amz-restore` matches; the suite's server thaws within seconds. */
async function untilRestore(world: World, expected: RegExp): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (expected.test((await head(world)).Restore ?? '')) return
    await sleep(50)
  }
  assert.fail(`x-amz-restore never was ${expected}`)
}

export const storageClasses: CaseGroup = {
  title: 'Storage classes',
  cases: [
    {
      name: 'an object keeps its class and shows it unless it is STANDARD',
      async run(world) {
        for (const StorageClass of [
          'STANDARD_IA',
          'ONEZONE_IA',
          'GLACIER_IR',
          'INTELLIGENT_TIERING',
        ] as StorageClass[]) {
          await put(world, 'a', 'x', { StorageClass })
          assert.equal((await head(world)).StorageClass, StorageClass)
          assert.equal(await getText(world, 'a'), 'x')
        }
        await put(world, 'a', 'x')
        assert.equal((await head(world)).StorageClass, undefined)
      },
    },
    {
      name: 'a class that is none is refused',
      refereeLacks: 'Ceph answers InvalidArgument',
      async run(world) {
        const call = put(world, 'a', 'x', { StorageClass: 'LUKEWARM' as StorageClass })
        await assertRefused(call, 400, 'InvalidStorageClass')
      },
    },
    {
      name: 'a copy onto itself moves an object to another class with all it has',
      async run(world) {
        const { client, bucket } = world
        await put(world, 'a', 'x', { ContentType: 'image/jpeg', Metadata: { m: '1' } })
        const input = { Bucket: bucket, Key: 'a', CopySource: `${bucket}/a`, StorageClass: 'STANDARD_IA' } as const
        await client.send(new CopyObjectCommand(input))
        const { StorageClass, ContentType, Metadata, ETag } = await head(world)
        const expected = ['STANDARD_IA', 'image/jpeg', { m: '1' }, quotedMd5('x')]
        assert.deepEqual([StorageClass, ContentType, Metadata, ETag], expected)
        assert.equal(await getText(world, 'a'), 'x')
      },
    },
    {
      name: 'an archived object has a head but cannot be read or copied',
      refereeLacks: NO_ARCHIVE,
      async run(world) {
        const { client, bucket } = world
        for (const StorageClass of ['GLACIER', 'DEEP_ARCHIVE'] as const) {
          await put(world, 'a', 'x', { StorageClass })
          assert.equal((await head(world)).StorageClass, StorageClass)
          await assertRefused(getText(world, 'a'), 403, 'InvalidObjectState')
          const copy = new CopyObjectCommand({ Bucket: bucket, Key: 'b', CopySource: `${bucket}/a` })
          await assertRefused(client.send(copy), 403)
        }
      },
    },
    {
      name: 'a restore is under way, then done, and the object can be read',
      refereeLacks: NO_ARCHIVE,
      async run(world) {
        await put(world, 'a', 'x', { StorageClass: 'GLACIER' })
        const accepted = await restore(world, 1000)
        assert.equal(accepted.$metadata.httpStatusCode, 202)
        assert.equal((await head(world)).Restore, 'ongoing-request="true"')
        await assertRefused(getText(world, 'a'), 403, 'InvalidObjectState')
        await assertRefused(restore(world), 409, 'RestoreAlreadyInProgress')
        await untilRestore(world, /^ongoing-request="false", expiry-date="[^"]+ GMT"$/)
        assert.equal(await getText(world, 'a'), 'x')
        assert.equal((await head(world)).StorageClass, 'GLACIER')
        assert.equal((await restore(world, 1000)).$metadata.httpStatusCode, 200)
      },
    },
    {
      name: 'a restored copy expires and the object is archived again',
      refereeLacks: NO_ARCHIVE,
      async run(world) {
        await put(world, 'a', 'x', { StorageClass: 'GLACIER' })
        await restore(world, 1)
        await untilRestore(world, /false/)
        await untilRestore(world, /^$/)
        await assertRefused(getText(world, 'a'), 403, 'InvalidObjectState')
      },
    },
    {
      name: 'a restored object can be copied back to STANDARD',
      refereeLacks: NO_ARCHIVE,
      async run(world) {
        const { client, bucket } = world
        await put(world, 'a', 'x', { StorageClass: 'DEEP_ARCHIVE' })
        await restore(world, 1000)
        await untilRestore(world, /false/)
        const input = { Bucket: bucket, Key: 'a', CopySource: `${bucket}/a`, StorageClass: 'STANDARD' } as const
        await client.send(new CopyObjectCommand(input))
        const { StorageClass, Restore } = await head(world)
        assert.deepEqual([StorageClass, Restore], [undefined, undefined])
        assert.equal(await getText(world, 'a'), 'x')
      },
    },
    {
      name: 'an object that is not archived cannot be restored',
      refereeLacks: NO_ARCHIVE,
      async run(world) {
        await put(world, 'a', 'x')
        await assertRefused(restore(world), 403, 'InvalidObjectState')
      },
    },
  ],
}
