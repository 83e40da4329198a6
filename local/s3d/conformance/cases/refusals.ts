import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.ts'
import { assertAbsent, assertRawRefused, put } from '../expect.ts'

const DOES_IT = 'Ceph does some of these'

export const refusals: CaseGroup = {
  title: 'What is not done is refused',
  cases: [
    {
      name: 'a bucket’s sub-resources that are not served answer NotImplemented',
      refereeLacks: DOES_IT,
      async run(world) {
        for (const name of [
          'acl',
          'policy',
          'lifecycle',
          'encryption',
          'notification',
          'replication',
          'tagging',
          'website',
        ]) {
          for (const method of ['GET', 'PUT', 'DELETE']) {
            const reply = await world.raw({ method, path: `/${world.bucket}`, query: { [name]: '' } })
            assertRawRefused(reply, 501, 'NotImplemented')
          }
        }
      },
    },
    {
      name: 'an object’s sub-resources that are not served answer NotImplemented and leave the object alone',
      refereeLacks: DOES_IT,
      async run(world) {
        await put(world, 'a', 'x')
        for (const name of ['acl', 'retention', 'legal-hold', 'torrent', 'attributes', 'select']) {
          for (const method of ['GET', 'PUT', 'DELETE']) {
            const reply = await world.raw({ method, path: `/${world.bucket}/a`, query: { [name]: '' } })
            assertRawRefused(reply, 501, 'NotImplemented')
          }
        }
        const read = await world.raw({ method: 'GET', path: `/${world.bucket}/a` })
        assert.equal(read.text, 'x')
      },
    },
    {
      name: 'a header that asks for encryption, locks or grants is refused, not passed over',
      refereeLacks: DOES_IT,
      async run(world) {
        const headers = {
          'x-amz-server-side-encryption': 'AES256',
          'x-amz-object-lock-mode': 'GOVERNANCE',
          'x-amz-acl': 'public-read',
          'x-amz-grant-read': 'id=1',
        }
        for (const [name, value] of Object.entries(headers)) {
          const request = { method: 'PUT', path: `/${world.bucket}/a`, body: 'x', headers: { [name]: value } }
          assertRawRefused(await world.raw(request), 501, 'NotImplemented')
        }
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'a method that means nothing here is refused',
      async run(world) {
        const reply = await world.raw({ method: 'PATCH', path: `/${world.bucket}/a` })
        assertRawRefused(reply, 405, 'MethodNotAllowed')
      },
    },
  ],
}
