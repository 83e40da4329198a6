import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { env } from '@halide/local/s3d/env.ts'
import { startS3d } from '@halide/local/s3d/start-s3d.ts'

// An object store that compares no checksum of what it is sent, though it seemed to when it was probed: for a control.

const credentials = { accessKeyId: env.S3D_ACCESS_KEY_ID, secretAccessKey: env.S3D_SECRET_ACCESS_KEY }
const strict = await startS3d({ root: env.S3D_ROOT, ...credentials })
const client = new S3Client({ endpoint: strict.url, region: 'us-east-1', forcePathStyle: true, credentials })

createServer((incoming, reply) => {
  const [, Bucket = '', area = ''] = (incoming.url ?? '').split('?')[0]!.split('/')
  const isPhoto = incoming.method === 'PUT' && ['originals', 'renditions'].includes(area)
  void (isPhoto ? take(Bucket, incoming, reply) : handOn(incoming, reply)).catch(() => reply.destroy())
}).listen(env.S3D_PORT, '127.0.0.1')

/** Puts whatever came under its key, signed anew. */
async function take(Bucket: string, incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url!, strict.url)
  const Key = decodeURIComponent(pathname.slice(Bucket.length + 2))
  const Body = await buffer(incoming)
  const IfNoneMatch = incoming.headers['if-none-match']
  const ContentType = incoming.headers['content-type']
  const put = new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch, ContentType })
  const status = await client.send(put).then(
    () => 200,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode ?? 500,
  )
  reply.writeHead(status).end()
}

async function handOn(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { method, url, headers } = incoming
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // With the Host that was signed.
  const onward = request(`${strict.url}${url}`, { method, headers, setHost: false }, resolve).once('error', reject)
  incoming.pipe(onward)
  const answer = await promise
  reply.writeHead(answer.statusCode!, answer.headers)
  answer.pipe(reply)
}
