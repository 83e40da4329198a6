import assert from 'node:assert/strict'
import type { CaseGroup, World } from '../case.ts'
import { assertAbsent, assertRawRefused, getText, put } from '../expect.ts'
import type { WireRequest } from '../raw-request.ts'

const HOUR_MS = 3_600_000

/** The first character of a hex signature, changed. */
function flip(signature: string): string {
  return (signature.startsWith('0') ? '1' : '0') + signature.slice(1)
}

const get = ({ bucket }: World) => ({ method: 'GET', path: `/${bucket}/a` })

export const signatures: CaseGroup = {
  title: 'Signatures',
  cases: [
    {
      name: 'a request without a signature is denied',
      async run(world) {
        await put(world, 'a', 'x')
        assertRawRefused(await world.raw({ ...get(world), signing: 'none' }), 403, 'AccessDenied')
      },
    },
    {
      name: 'a signature by the wrong secret is refused',
      async run(world) {
        const reply = await world.raw({ ...get(world), secretAccessKey: 'not the secret at all' })
        assertRawRefused(reply, 403, 'SignatureDoesNotMatch')
      },
    },
    {
      name: 'an unknown access key is refused',
      async run(world) {
        assertRawRefused(await world.raw({ ...get(world), accessKeyId: 'NOSUCHKEY' }), 403, 'InvalidAccessKeyId')
      },
    },
    {
      name: 'a clock that is an hour off is refused, either way',
      async run(world) {
        for (const off of [-HOUR_MS, HOUR_MS]) {
          const reply = await world.raw({ ...get(world), signedAt: new Date(Date.now() + off) })
          assertRawRefused(reply, 403, 'RequestTimeTooSkewed')
        }
      },
    },
    {
      name: 'a signed header, the path, the query and the method cannot be changed after signing',
      async run(world) {
        await put(world, 'a', 'x')
        await put(world, 'b', 'y')
        const changes: ((request: WireRequest) => unknown)[] = [
          (request) => Object.assign(request, { path: `/${world.bucket}/b` }),
          (request) => Object.assign(request, { method: 'DELETE' }),
          ({ query }) => Object.assign(query, { versionId: 'null' }),
          ({ headers }) => Object.assign(headers, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
        ]
        for (const tamper of changes) {
          assertRawRefused(await world.raw({ ...get(world), tamper }), 403, 'SignatureDoesNotMatch')
        }
        assert.equal(await getText(world, 'a'), 'x')
      },
    },
    {
      name: 'an x-amz header that was slipped in unsigned is denied',
      refereeLacks: 'Ceph takes x-amz headers that nobody signed',
      async run(world) {
        const reply = await world.raw({
          method: 'PUT',
          path: `/${world.bucket}/a`,
          body: 'x',
          tamper: ({ headers }) => Object.assign(headers, { 'x-amz-storage-class': 'STANDARD' }),
        })
        assertRawRefused(reply, 403, 'AccessDenied')
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'a body other than the one whose SHA-256 was signed is refused and not stored',
      async run(world) {
        const reply = await world.raw({
          method: 'PUT',
          path: `/${world.bucket}/a`,
          body: 'right',
          tamper: (request) => Object.assign(request, { body: Buffer.from('wrong') }),
        })
        assertRawRefused(reply, 400, 'XAmzContentSHA256Mismatch')
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'an unsigned payload is taken when the request says so',
      async run(world) {
        const path = `/${world.bucket}/a`
        const reply = await world.raw({ method: 'PUT', path, body: 'x', contentSha256: 'UNSIGNED-PAYLOAD' })
        assert.equal(reply.status, 200)
        assert.equal(await getText(world, 'a'), 'x')
      },
    },
    {
      name: 'a presigned URL puts and gets without further keys',
      async run(world) {
        const path = `/${world.bucket}/a%20b`
        assert.equal((await world.raw({ method: 'PUT', path, body: 'x', signing: 'presign' })).status, 200)
        const reply = await world.raw({ method: 'GET', path, signing: 'presign' })
        assert.deepEqual({ status: reply.status, text: reply.text }, { status: 200, text: 'x' })
      },
    },
    {
      name: 'a presigned URL is refused once it has expired',
      async run(world) {
        await put(world, 'a', 'x')
        const signedAt = new Date(Date.now() - 120_000)
        const reply = await world.raw({ ...get(world), signing: 'presign', expiresIn: 60, signedAt })
        assertRawRefused(reply, 403, 'AccessDenied')
      },
    },
    {
      name: 'a presigned URL from the future is refused',
      refereeLacks: 'Ceph checks only the end of a presigned URL',
      async run(world) {
        await put(world, 'a', 'x')
        const signedAt = new Date(Date.now() + HOUR_MS)
        assertRawRefused(await world.raw({ ...get(world), signing: 'presign', signedAt }), 403, 'AccessDenied')
      },
    },
    {
      name: 'a presigned URL is for its key, method and signature only',
      async run(world) {
        await put(world, 'a', 'x')
        await put(world, 'b', 'y')
        const presigned = { ...get(world), signing: 'presign' as const }
        const otherKey = await world.raw({
          ...presigned,
          tamper: (r) => Object.assign(r, { path: `/${world.bucket}/b` }),
        })
        assertRawRefused(otherKey, 403, 'SignatureDoesNotMatch')
        const otherMethod = await world.raw({ ...presigned, tamper: (r) => Object.assign(r, { method: 'DELETE' }) })
        assertRawRefused(otherMethod, 403, 'SignatureDoesNotMatch')
        const otherSignature = await world.raw({
          ...presigned,
          tamper: ({ query }) => Object.assign(query, { 'X-Amz-Signature': flip(query['X-Amz-Signature'] ?? '') }),
        })
        assertRawRefused(otherSignature, 403, 'SignatureDoesNotMatch')
      },
    },
    {
      name: 'the life of a presigned URL cannot be lengthened, nor asked for beyond a week',
      async run(world) {
        await put(world, 'a', 'x')
        const signedAt = new Date(Date.now() - 120_000)
        const stretched = await world.raw({
          ...get(world),
          signing: 'presign',
          signedAt,
          tamper: ({ query }) => Object.assign(query, { 'X-Amz-Expires': '6000' }),
        })
        assertRawRefused(stretched, 403, 'SignatureDoesNotMatch')
        const tooLong = await world.raw({
          ...get(world),
          signing: 'presign',
          tamper: ({ query }) => Object.assign(query, { 'X-Amz-Expires': '604801' }),
        })
        assert.ok(tooLong.status === 400 || tooLong.status === 403)
      },
    },
    {
      name: 'a presigned put is guarded by the Content-MD5 that was signed with it',
      async run(world) {
        const path = `/${world.bucket}/a`
        const headers = { 'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==' }
        const reply = await world.raw({ method: 'PUT', path, headers, body: 'not that', signing: 'presign' })
        assertRawRefused(reply, 400, 'BadDigest')
        await assertAbsent(world, 'a')
      },
    },
  ],
}
