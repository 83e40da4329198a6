import assert from 'node:assert/strict'
import { DeleteBucketCorsCommand, GetBucketCorsCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3'
import type { CaseGroup, World } from '../case.ts'
import { assertRefused, put } from '../expect.ts'

const RULE = {
  AllowedOrigins: ['https://*.example.com'],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['content-type', 'x-amz-*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 600,
}

function allow({ client, bucket }: World, rule = RULE) {
  return client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }))
}

function preflight(world: World, headers: Record<string, string>) {
  return world.raw({
    method: 'OPTIONS',
    path: `/${world.bucket}/a`,
    signing: 'none',
    headers: { origin: 'https://app.example.com', 'access-control-request-method': 'PUT', ...headers },
  })
}

export const cors: CaseGroup = {
  title: 'CORS',
  cases: [
    {
      name: 'rules are kept, told and deleted',
      async run(world) {
        const { client, bucket } = world
        const read = () => client.send(new GetBucketCorsCommand({ Bucket: bucket }))
        await assertRefused(read(), 404, 'NoSuchCORSConfiguration')
        await allow(world)
        const [rule] = (await read()).CORSRules ?? []
        assert.deepEqual(new Set(rule?.AllowedMethods), new Set(RULE.AllowedMethods))
        assert.deepEqual([rule?.AllowedOrigins, rule?.MaxAgeSeconds], [RULE.AllowedOrigins, 600])
        await client.send(new DeleteBucketCorsCommand({ Bucket: bucket }))
        await assertRefused(read(), 404, 'NoSuchCORSConfiguration')
      },
    },
    {
      name: 'a preflight needs no signature and is told what a rule allows',
      async run(world) {
        await allow(world)
        const reply = await preflight(world, { 'access-control-request-headers': 'Content-Type, x-amz-date' })
        assert.equal(reply.status, 200)
        assert.equal(reply.headers['access-control-allow-origin'], 'https://app.example.com')
        assert.match(reply.headers['access-control-allow-methods'] ?? '', /PUT/)
        assert.match(reply.headers['access-control-allow-headers'] ?? '', /content-type/i)
        assert.equal(reply.headers['access-control-max-age'], '600')
      },
    },
    {
      name: 'a preflight from elsewhere, for another method or header is refused',
      async run(world) {
        await allow(world)
        assert.equal((await preflight(world, { origin: 'https://example.com.evil' })).status, 403)
        assert.equal((await preflight(world, { 'access-control-request-method': 'DELETE' })).status, 403)
        assert.equal((await preflight(world, { 'access-control-request-headers': 'x-other' })).status, 403)
      },
    },
    {
      name: 'a cross-origin read gets the headers that let a script see it, a foreign one none',
      async run(world) {
        await allow(world)
        await put(world, 'a', 'x')
        const read = (origin: string) => world.raw({ method: 'GET', path: `/${world.bucket}/a`, headers: { origin } })
        const allowed = await read('https://app.example.com')
        assert.equal(allowed.headers['access-control-allow-origin'], 'https://app.example.com')
        assert.match(allowed.headers['access-control-expose-headers'] ?? '', /etag/i)
        assert.equal((await read('https://elsewhere.test')).headers['access-control-allow-origin'], undefined)
      },
    },
    {
      name: 'a rule with a method that is none is refused',
      async run(world) {
        await assertRefused(allow(world, { ...RULE, AllowedMethods: ['FETCH'] }), 400)
      },
    },
  ],
}
