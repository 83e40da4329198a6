import assert from 'node:assert/strict'
import { HeadObjectCommand } from '@aws-sdk/client-s3'
import type { CaseGroup, World } from '../case.ts'
import { frameChunks } from '../chunked-body.ts'
import { assertAbsent, assertRawRefused, base64Digest, getText, put } from '../expect.ts'
import type { RawRequest, WireRequest } from '../raw-request.ts'

const NO_CHECKSUMS = 'Ceph 16 ignores x-amz-checksum-* headers'
const NO_TRAILERS = 'Ceph 16 does not know bodies with trailers'

/** "hello", and each checksum of it as other tools compute it. */
const HELLO = {
  crc32: 'NhCmhg==',
  crc32c: 'mnG7TA==',
  crc64nvme: 'M3eFcAZSQlc=',
  sha1: base64Digest('sha1', 'hello'),
  sha256: base64Digest('sha256', 'hello'),
}

const putA = ({ bucket }: World, more: Partial<RawRequest> = {}): RawRequest => ({
  method: 'PUT',
  path: `/${bucket}/a`,
  body: 'hello',
  ...more,
})

interface Framing {
  breakChunk?: number
  breakTrailer?: boolean
  trailer?: [name: string, value: string]
  /** What `x-amz-decoded-content-length` claims; default the truth. */
  claims?: number
}

/** S3 wants 8 KiB at least in every chunk but the last. */
const CHUNKS = [Buffer.alloc(8192, 'a'), Buffer.from('end')]
const BODY = Buffer.concat(CHUNKS)
const BODY_SHA256 = base64Digest('sha256', BODY)

/** BODY in two chunks, framed after the request was signed, since chunks are chained to its signature. */
function chunked(world: World, mode: string, { claims = BODY.length, ...framing }: Framing = {}): RawRequest {
  const signed = mode.includes('HMAC')
  return putA(world, {
    contentSha256: mode,
    headers: {
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(claims),
      ...(framing.trailer && { 'x-amz-trailer': framing.trailer[0] }),
    },
    tamper: (request: WireRequest) => {
      const { secretAccessKey } = world.target
      const timestamp = request.headers['x-amz-date'] ?? ''
      request.body = frameChunks(CHUNKS, {
        ...framing,
        ...(signed && { signer: { secretAccessKey, seed: request.signature, timestamp } }),
      })
    },
  })
}

const SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'
const SIGNED_TRAILER = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'
const UNSIGNED_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'

export const bodies: CaseGroup = {
  title: 'Bodies and checksums',
  cases: [
    {
      name: 'a wrong Content-MD5 is refused and nothing is stored',
      async run(world) {
        const headers = { 'content-md5': base64Digest('md5', 'not that') }
        assertRawRefused(await world.raw(putA(world, { headers })), 400, 'BadDigest')
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'a Content-MD5 that is no MD5 is refused as such',
      async run(world) {
        assertRawRefused(
          await world.raw(putA(world, { headers: { 'content-md5': 'bm90IGFuIG1kNQ==' } })),
          400,
          'InvalidDigest',
        )
      },
    },
    {
      name: 'a refused overwrite leaves the old object as it was',
      async run(world) {
        await put(world, 'a', 'old')
        const headers = { 'content-md5': base64Digest('md5', 'not that') }
        assertRawRefused(await world.raw(putA(world, { headers })), 400, 'BadDigest')
        assert.equal(await getText(world, 'a'), 'old')
      },
    },
    ...Object.entries(HELLO).map(([algorithm, value]) => ({
      name: `a right ${algorithm} is kept and told, a wrong one refused`,
      refereeLacks: NO_CHECKSUMS,
      async run(world: World) {
        const header = `x-amz-checksum-${algorithm}`
        const stored = await world.raw(putA(world, { headers: { [header]: value } }))
        assert.deepEqual({ status: stored.status, value: stored.headers[header] }, { status: 200, value })
        const mode = { 'x-amz-checksum-mode': 'ENABLED' }
        const read = await world.raw({ method: 'GET', path: `/${world.bucket}/a`, headers: mode })
        assert.equal(read.headers[header], value)
        assert.equal(read.headers['x-amz-checksum-type'], 'FULL_OBJECT')
        const wrong = await world.raw(putA(world, { headers: { [header]: value }, body: 'hellO' }))
        assertRawRefused(wrong, 400, 'BadDigest')
      },
    })),
    {
      name: 'a checksum that is not of its algorithm, or not alone, is refused',
      refereeLacks: NO_CHECKSUMS,
      async run(world) {
        const misfit = await world.raw(putA(world, { headers: { 'x-amz-checksum-crc32': HELLO.sha1 } }))
        assertRawRefused(misfit, 400, 'InvalidRequest')
        const both = { 'x-amz-checksum-crc32': HELLO.crc32, 'x-amz-checksum-sha1': HELLO.sha1 }
        assertRawRefused(await world.raw(putA(world, { headers: both })), 400, 'InvalidRequest')
      },
    },
    {
      name: 'the SDK verifies what it put and got by CRC32 of its own accord',
      refereeLacks: NO_CHECKSUMS,
      async run(world) {
        await put(world, 'a', 'hello', { ChecksumAlgorithm: 'CRC32' })
        const head = new HeadObjectCommand({ Bucket: world.bucket, Key: 'a', ChecksumMode: 'ENABLED' })
        assert.equal((await world.client.send(head)).ChecksumCRC32, HELLO.crc32)
        assert.equal(await getText(world, 'a', { ChecksumMode: 'ENABLED' }), 'hello')
      },
    },
    {
      name: 'a body in signed chunks is stored without its framing',
      async run(world) {
        assert.equal((await world.raw(chunked(world, SIGNED))).status, 200)
        assert.equal(await getText(world, 'a'), BODY.toString())
      },
    },
    {
      name: 'aws-chunked is how a body travelled, not an encoding the object keeps',
      refereeLacks: 'Ceph 16 keeps it as the Content-Encoding',
      async run(world) {
        assert.equal((await world.raw(chunked(world, SIGNED))).status, 200)
        const head = await world.client.send(new HeadObjectCommand({ Bucket: world.bucket, Key: 'a' }))
        assert.ok(!head.ContentEncoding?.includes('aws-chunked'))
      },
    },
    {
      name: 'a signed chunk that was changed is refused',
      async run(world) {
        for (const breakChunk of [0, 1]) {
          const reply = await world.raw(chunked(world, SIGNED, { breakChunk }))
          assert.ok(reply.status === 403 || reply.status === 400, `chunk ${breakChunk}: ${reply.status}`)
        }
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'a signed body is whole only with the signature of its last, empty chunk',
      refereeLacks: 'Ceph 16 does not look at it',
      async run(world) {
        assertRawRefused(await world.raw(chunked(world, SIGNED, { breakChunk: 2 })), 403, 'SignatureDoesNotMatch')
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'an unsigned chunked body is guarded by the checksum in its trailer',
      refereeLacks: NO_TRAILERS,
      async run(world) {
        const right = chunked(world, UNSIGNED_TRAILER, { trailer: ['x-amz-checksum-sha256', BODY_SHA256] })
        const reply = await world.raw(right)
        assert.deepEqual([reply.status, reply.headers['x-amz-checksum-sha256']], [200, BODY_SHA256])
        await put(world, 'a', 'old')
        const wrong = chunked(world, UNSIGNED_TRAILER, { trailer: ['x-amz-checksum-crc32', 'AAAAAA=='] })
        assertRawRefused(await world.raw(wrong), 400, 'BadDigest')
        assert.equal(await getText(world, 'a'), 'old')
      },
    },
    {
      name: 'a signed trailer is taken, a broken signature of it refused',
      refereeLacks: NO_TRAILERS,
      async run(world) {
        const trailer: [string, string] = ['x-amz-checksum-sha256', BODY_SHA256]
        assert.equal((await world.raw(chunked(world, SIGNED_TRAILER, { trailer }))).status, 200)
        const broken = await world.raw(chunked(world, SIGNED_TRAILER, { trailer, breakTrailer: true }))
        assertRawRefused(broken, 403, 'SignatureDoesNotMatch')
      },
    },
    {
      name: 'a trailer that was announced must come',
      refereeLacks: NO_TRAILERS,
      async run(world) {
        const request = chunked(world, UNSIGNED_TRAILER)
        request.headers = { ...request.headers, 'x-amz-trailer': 'x-amz-checksum-crc32' }
        assertRawRefused(await world.raw(request), 400, 'MalformedTrailerError')
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'a chunked body shorter or longer than it claims is refused',
      async run(world) {
        for (const claims of [BODY.length - 1, BODY.length + 1]) {
          const reply = await world.raw(chunked(world, SIGNED, { claims }))
          assert.equal(reply.status, 400, `claiming ${claims}`)
        }
        await assertAbsent(world, 'a')
      },
    },
    {
      name: 'an upload that breaks off stores nothing',
      async run(world) {
        await put(world, 'a', 'old')
        const request = putA(world, {
          contentSha256: 'UNSIGNED-PAYLOAD',
          headers: { 'content-length': '1000' },
          body: 'only this much',
          hangUp: true,
        })
        await assert.rejects(world.raw(request))
        assert.equal(await getText(world, 'a'), 'old')
      },
    },
    {
      name: 'a put without a length is refused',
      async run(world) {
        const reply = await world.raw(
          putA(world, { contentSha256: 'UNSIGNED-PAYLOAD', headers: { 'transfer-encoding': 'chunked' } }),
        )
        assert.ok(reply.status === 411 || reply.status === 501, `${reply.status}`)
      },
    },
  ],
}
