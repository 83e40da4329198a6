import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { World } from './case.ts'
import type { RawReply } from './raw-request.ts'

/** Asserts that the SDK's call is refused with this status and, unless the reply has no body, this code. */
export async function assertRefused(
  call: Promise<unknown>,
  status: number,
  code?: string,
): Promise<S3ServiceException> {
  const error = await call.then(
    () => assert.fail(`expected ${code ?? status}, but it was done`),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof S3ServiceException, `expected a refusal by the server, got ${error}`)
  assert.equal(error.$metadata.httpStatusCode, status, `${error.name}: ${error.message}`)
  if (code) assert.equal(error.name, code)
  return error
}

/** The same for a raw reply: S3's error document with this code. */
export function assertRawRefused(reply: RawReply, status: number, code: string): void {
  assert.deepEqual({ status: reply.status, code: reply.code }, { status, code }, reply.text)
}

export function put(
  { client, bucket }: World,
  Key: string,
  Body: string | Buffer,
  more: Partial<PutObjectCommandInput> = {},
) {
  return client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }))
}

export async function getText(
  { client, bucket }: World,
  Key: string,
  more: Partial<GetObjectCommandInput> = {},
): Promise<string> {
  const reply = await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }))
  return reply.Body!.transformToString()
}

export async function getBytes(
  { client, bucket }: World,
  Key: string,
  more: Partial<GetObjectCommandInput> = {},
): Promise<Buffer> {
  const reply = await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }))
  return Buffer.from(await reply.Body!.transformToByteArray())
}

/** Asserts that nothing is stored under the key. */
export async function assertAbsent(world: World, key: string): Promise<void> {
  await assertRefused(getText(world, key), 404, 'NoSuchKey')
}

export function quotedMd5(body: string | Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`
}

export function base64Digest(algorithm: 'md5' | 'sha1' | 'sha256', body: string | Buffer): string {
  return createHash(algorithm).update(body).digest('base64')
}

/** Bytes that look random and are the same each time. */
export function bytesOf(size: number, seed: number): Buffer {
  const out = Buffer.alloc(size)
  let state = seed + 0x9e3779b9
  for (let i = 0; i + 4 <= size; i += 4) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0
    out.writeInt32LE(state, i)
  }
  return out
}
