import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { sealTicket } from '@halide/schema/upload-ticket.ts'
import { md5Of } from '@halide/storage/test-stores.ts'
import type { RefusalBody } from './refusals.ts'
import {
  issueUpload,
  metricOf,
  openTestDoor,
  put,
  type TestDoor,
  type TestUpload,
  until,
  uploadSecret,
} from './test-door.ts'

const limits = { maxUploadBytes: 3_000_000, maxBytesInFlight: 5_000_000, uploadIdleMs: 2_000 }
const bytes = randomBytes(200_000)

let door: TestDoor
before(async () => {
  door = await openTestDoor(limits)
})
after(() => door.close())

async function nothingStored({ id, objectKey }: TestUpload): Promise<void> {
  const { db } = door.database
  assert.equal((await db.upload.findUnique({ where: { id } }))?.status ?? 'ISSUED', 'ISSUED')
  assert.notEqual((await db.storedObject.findUnique({ where: { key: objectKey } }))?.state, 'LIVE')
  assert.equal(await door.store.head(objectKey), null)
}

async function stored({ id, objectKey }: TestUpload, sent = bytes): Promise<void> {
  const { db } = door.database
  assert.equal((await db.upload.findUniqueOrThrow({ where: { id } })).status, 'STORED')
  const row = await db.storedObject.findUniqueOrThrow({ where: { key: objectKey } })
  assert.deepEqual([row.state, row.inPrimary, row.byteSize], ['LIVE', true, sent.length])
  assert.deepEqual(await door.store.read(objectKey, md5Of(sent)), sent)
}

async function isRefused(response: Response, status: number, code: RefusalBody['error']['code']): Promise<void> {
  const { error } = (await response.json()) as RefusalBody
  assert.deepEqual([response.status, error.code], [status, code])
  assert.equal(response.headers.get('cache-control'), 'no-store')
}

test('bytes as promised are acknowledged once they are stored and LIVE', async () => {
  const upload = await issueUpload(door, bytes)
  const response = await put(upload.url, bytes)
  assert.equal(response.status, 201)
  assert.deepEqual(await response.json(), { uploadId: upload.uploadId, status: 'STORED' })
  await stored(upload)
})

test('a repeat answers 200 and changes nothing', async () => {
  const upload = await issueUpload(door, bytes)
  await put(upload.url, bytes)
  const { db } = door.database
  const rows = () => Promise.all([db.upload.findMany({ where: { id: upload.id } }), db.storedObject.findMany()])
  const before = await rows()
  const repeat = await put(upload.url, bytes)
  assert.equal(repeat.status, 200)
  assert.deepEqual(await rows(), before)
})

test('a repeat with other bytes of the same length is refused', async () => {
  const upload = await issueUpload(door, bytes)
  await put(upload.url, bytes)
  await isRefused(await put(upload.url, randomBytes(bytes.length)), 422, 'CHECKSUM_MISMATCH')
  await stored(upload)
})

test('two PUTs of the same ticket at once store it once', async () => {
  const upload = await issueUpload(door, bytes)
  const statuses = (await Promise.all([put(upload.url, bytes), put(upload.url, bytes)])).map(({ status }) => status)
  assert.deepEqual(statuses.sort(), [200, 201])
  await stored(upload)
})

test('twenty uploads at once are all stored', async () => {
  const uploads = await Promise.all(Array.from({ length: 20 }, () => issueUpload(door, bytes)))
  const responses = await Promise.all(uploads.map(({ url }) => put(url, bytes)))
  assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([201]))
  await Promise.all(uploads.map((upload) => stored(upload)))
})

test('wrong bytes of the right length are refused and not stored', async () => {
  const upload = await issueUpload(door, bytes)
  const flipped = Buffer.from(bytes)
  flipped[100_000]! ^= 1
  await isRefused(await put(upload.url, flipped), 422, 'CHECKSUM_MISMATCH')
  await nothingStored(upload)
  assert.equal((await put(upload.url, bytes)).status, 201, 'the ticket is still good')
})

test('a file of another size is refused before it is read', async () => {
  const upload = await issueUpload(door, bytes)
  await isRefused(await put(upload.url, bytes.subarray(1)), 400, 'SIZE_MISMATCH')
  await isRefused(await put(upload.url, Buffer.concat([bytes, Buffer.alloc(1)])), 400, 'SIZE_MISMATCH')
  await isRefused(await put(upload.url, Buffer.alloc(0)), 400, 'SIZE_MISMATCH')
  await isRefused(await put(upload.url, Buffer.alloc(limits.maxUploadBytes + 1)), 413, 'FILE_TOO_LARGE')
  await nothingStored(upload)
})

test('another content type is refused; its parameters and case do not matter', async () => {
  const upload = await issueUpload(door, bytes)
  await isRefused(await put(upload.url, bytes, { 'content-type': 'image/png' }), 415, 'CONTENT_TYPE_MISMATCH')
  await isRefused(await put(upload.url, bytes, { 'content-type': 'nonsense' }), 415, 'CONTENT_TYPE_MISMATCH')
  await nothingStored(upload)
  assert.equal((await put(upload.url, bytes, { 'content-type': 'Image/JPEG; x=y' })).status, 201)
})

test('an unknown upload and every ticket but its own are refused', async () => {
  const upload = await issueUpload(door, bytes)
  const other = await issueUpload(door, bytes)
  const address = upload.url.split('?')[0]!
  const ticket = (id: bigint, secret = uploadSecret, expiresAt = Date.now() + 60_000) =>
    `?ticket=${sealTicket({ uploadId: id.toString(), expiresAt }, secret)}`
  await isRefused(await put(address, bytes), 403, 'TICKET_INVALID')
  await isRefused(await put(`${address}?ticket=x.y`, bytes), 403, 'TICKET_INVALID')
  await isRefused(await put(address + ticket(other.id), bytes), 403, 'TICKET_INVALID')
  await isRefused(await put(`${address}${ticket(upload.id)}&ticket=2`, bytes), 403, 'TICKET_INVALID')
  await isRefused(await put(address + ticket(upload.id, `${uploadSecret}!`), bytes), 403, 'TICKET_INVALID')
  await isRefused(await put(address + ticket(upload.id, uploadSecret, Date.now() - 1), bytes), 410, 'TICKET_EXPIRED')
  await isRefused(await put(`${door.url}/uploads/upload_1${ticket(1n)}`, bytes), 404, 'UPLOAD_NOT_FOUND')
  await isRefused(await put(`${door.url}/uploads/post_1${ticket(1n)}`, bytes), 404, 'UPLOAD_NOT_FOUND')
  await nothingStored(upload)
  await nothingStored(other)
})

test('a body without a length is refused', async () => {
  const upload = await issueUpload(door, bytes)
  const body = new Blob([new Uint8Array(bytes)]).stream()
  const headers = { 'content-type': 'image/jpeg' }
  await isRefused(await fetch(upload.url, { method: 'PUT', body, headers, duplex: 'half' }), 411, 'LENGTH_REQUIRED')
  await nothingStored(upload)
})

test('a client that hangs up in the middle leaves nothing, and may come again', async () => {
  const upload = await issueUpload(door, bytes)
  const { socket } = await sendPart(upload, bytes.subarray(0, 150_000))
  socket.resetAndDestroy()
  await until(async () => (await metricOf(door, 'halide_uploads_total', { outcome: 'upload_interrupted' })) === 1)
  await nothingStored(upload)
  assert.equal(await metricOf(door, 'halide_upload_bytes_in_flight'), 0)
  assert.equal((await put(upload.url, bytes)).status, 201)
})

test('a client that stops sending is told so and forgotten', async () => {
  const upload = await issueUpload(door, bytes)
  const { socket, answer } = await sendPart(upload, bytes.subarray(0, 1000))
  assert.match(await answer, /^HTTP\/1.1 408 .*UPLOAD_TOO_SLOW/s)
  socket.destroy()
  await nothingStored(upload)
  assert.equal(await metricOf(door, 'halide_upload_bytes_in_flight'), 0)
})

test('uploads beyond the memory set aside for them are told to come back', async () => {
  const large = randomBytes(2_800_000)
  const [first, second] = [await issueUpload(door, large), await issueUpload(door, large)]
  const { socket, answer } = await sendPart(first, large.subarray(0, 1_000_000))
  await until(async () => (await metricOf(door, 'halide_upload_bytes_in_flight')) === large.length)
  const refusal = await put(second.url, large)
  assert.equal(refusal.headers.get('retry-after'), '2')
  await isRefused(refusal, 503, 'OVERLOADED')
  await nothingStored(second)
  socket.write(large.subarray(1_000_000))
  assert.match(await answer, /^HTTP\/1.1 201 /)
  socket.destroy()
  assert.equal((await put(second.url, large)).status, 201)
})

test('who asks before sending is refused without having sent a byte', async () => {
  const ask = async (upload: TestUpload, type: string): Promise<[number, boolean]> => {
    const headers = { 'content-type': type, 'content-length': bytes.length, expect: '100-continue' }
    const asking = request(upload.url, { method: 'PUT', headers })
    let continued = false
    asking.on('continue', () => {
      continued = true
      asking.end(bytes)
    })
    asking.flushHeaders()
    const [response] = await once(asking, 'response')
    asking.destroy()
    return [response.statusCode, continued]
  }
  assert.deepEqual(await ask(await issueUpload(door, bytes), 'image/png'), [415, false])
  assert.deepEqual(await ask(await issueUpload(door, bytes), 'image/jpeg'), [201, true])
})

test('with both regions down an upload is QUEUED, and as safe as any', async () => {
  const upload = await issueUpload(door, bytes)
  await Promise.all([door.primary.stop(), door.backup.stop()])
  const answers = [await put(upload.url, bytes), await put(upload.url, bytes)]
  await Promise.all([door.primary.start(), door.backup.start()])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 200],
  )
  for (const answer of answers) {
    const { message, ...said } = (await answer.json()) as { message: string }
    assert.deepEqual(said, { uploadId: upload.uploadId, status: 'QUEUED' })
    assert.match(message, /queued/)
  }
  const { db } = door.database
  assert.equal((await db.upload.findUniqueOrThrow({ where: { id: upload.id } })).status, 'STORED')
  const row = await db.storedObject.findUniqueOrThrow({ where: { key: upload.objectKey } })
  assert.deepEqual([row.state, row.inPrimary, row.inBackup, row.inBuffer], ['LIVE', false, false, true])
  assert.deepEqual(await door.store.read(upload.objectKey, md5Of(bytes)), bytes)
})

test('with both regions down and the buffer full an upload is refused, and taken when they are back', async (t) => {
  const full = await openTestDoor(limits, { bufferBytes: bytes.length - 1 })
  t.after(() => full.close())
  const upload = await issueUpload(full, bytes)
  await Promise.all([full.primary.stop(), full.backup.stop()])
  const refusal = await put(upload.url, bytes)
  await Promise.all([full.primary.start(), full.backup.start()])
  await isRefused(refusal, 503, 'STORAGE_UNAVAILABLE')
  assert.equal((await full.database.db.upload.findUniqueOrThrow({ where: { id: upload.id } })).status, 'ISSUED')
  assert.equal((await put(upload.url, bytes)).status, 201)
})

test('an upload that was swept away meanwhile is not acknowledged', async () => {
  const upload = await issueUpload(door, bytes)
  const { socket, answer } = await sendPart(upload, bytes.subarray(0, 100_000))
  await until(async () => (await metricOf(door, 'halide_upload_bytes_in_flight')) > 0)
  await door.database.db.upload.delete({ where: { id: upload.id } })
  socket.write(bytes.subarray(100_000))
  assert.match(await answer, /^HTTP\/1.1 404 .*UPLOAD_NOT_FOUND/s)
  socket.destroy()
  assert.equal(await door.store.head(upload.objectKey), null)
  const row = await door.database.db.storedObject.findUniqueOrThrow({ where: { key: upload.objectKey } })
  assert.equal(row.state, 'GONE')
})

test('a browser of another origin may ask whether it may PUT', async () => {
  const headers = { origin: 'https://app.example', 'access-control-request-method': 'PUT' }
  const response = await fetch(`${door.url}/uploads/upload_1`, { method: 'OPTIONS', headers })
  assert.equal(response.status, 204)
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  assert.match(response.headers.get('access-control-allow-methods') ?? '', /PUT/)
})

test('the latency of what was acknowledged is measured, in seconds', async () => {
  assert.ok((await metricOf(door, 'instagram_upload_latency_count')) > 20)
  const mean =
    (await metricOf(door, 'instagram_upload_latency_sum')) / (await metricOf(door, 'instagram_upload_latency_count'))
  assert.ok(mean > 0 && mean < 60, `${mean} s`)
})

/** Sends the headers of a whole upload and the given part of its bytes. */
async function sendPart({ url }: TestUpload, part: Buffer) {
  const { host, hostname, port, pathname, search } = new URL(url)
  const size = (await door.database.db.upload.findFirstOrThrow({ where: { objectKey: { endsWith: idIn(url) } } }))
    .byteSize
  const socket = connect(Number(port), hostname)
  let text = ''
  const answer = new Promise<string>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk
      if (/\r\n\r\n.+\}$/s.test(text)) resolve(text)
    })
    socket.on('error', () => resolve(text))
  })
  await once(socket, 'connect')
  socket.write(
    `PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: image/jpeg\r\nContent-Length: ${size}\r\n\r\n`,
  )
  await new Promise((resolve) => socket.write(part, resolve))
  return { socket, answer }
}

/** The decimal upload id in a ticket, which is also the end of the object's key. */
function idIn(url: string): string {
  const [body] = new URL(url).searchParams.get('ticket')!.split('.')
  return `/${JSON.parse(Buffer.from(body!, 'base64url').toString()).uploadId}`
}
