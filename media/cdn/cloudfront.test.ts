import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { cloudFront } from './cloudfront.ts'
import { openCdn } from './settings.ts'

test('a purge is one signed invalidation of all paths, each with a reference of its own', async (t) => {
  const env = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
  Object.assign(process.env, env)
  const asked: { url: string | undefined; authorization: string | undefined; body: string }[] = []
  const server = createServer(async (request, response) => {
    const { url, headers } = request
    asked.push({ url, authorization: headers.authorization, body: await text(request) })
    response.writeHead(201, { 'content-type': 'text/xml' }).end('<Invalidation><Id>I1</Id></Invalidation>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as { port: number }
  const endpoint = `http://127.0.0.1:${port}`
  const cdn = cloudFront({ url: endpoint, distributionId: 'E123', endpoint })
  await cdn.purge([])
  assert.equal(asked.length, 0)
  await cdn.purge(['/photos/photo_1/1/large', '/photos/photo_1/1/large.avif'])
  const { url, authorization, body } = asked[0]!
  assert.match(url!, /distribution\/E123\/invalidation$/)
  assert.match(authorization!, /^AWS4-HMAC-SHA256 .*\/cloudfront\//)
  assert.match(body, /<Quantity>2<\/Quantity>/)
  assert.match(body, /<Path>\/photos\/photo_1\/1\/large<\/Path><Path>\/photos\/photo_1\/1\/large.avif<\/Path>/)
})

test('a CDN that is not described enough is a fault at start', async () => {
  assert.equal((await openCdn({ CDN_KIND: 'none' })).kind, 'none')
  await assert.rejects(openCdn({ CDN_KIND: 'http-cache', CDN_URL: 'http://cache.test' }), /CDN_PURGE_SECRET/)
  await assert.rejects(openCdn({ CDN_KIND: 'cloudfront' }), /CLOUDFRONT_DISTRIBUTION_ID/)
})
