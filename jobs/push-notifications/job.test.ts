import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import ece from 'http_ece'
import type { RunContext } from '../kit.ts'
import { pushNotifications } from './job.ts'
import type { PushSettings } from './settings.ts'

const own = createECDH('prime256v1')
own.generateKeys()
const [publicKey, privateKey] = [own.getPublicKey('base64url'), own.getPrivateKey('base64url')]

interface Browser {
  path: string
  keys: ECDH
  auth: Buffer
}
interface Received {
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
}

let database: TestDatabase
let server: Server
let push: PushSettings
let received: Received[] = []
let answer: (path: string) => { status: number; headers?: Record<string, string> } = () => ({ status: 201 })
let [underWay, most] = [0, 0]

before(async () => {
  database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'halide-push-'))
  const [keyFile, certFile] = [join(folder, 'key'), join(folder, 'cert')]
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${keyFile} -out ${certFile}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
  const ca = readFileSync(certFile, 'utf8')
  server = createServer({ key: readFileSync(keyFile), cert: ca }, async (request, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    const body = Buffer.concat(await request.toArray())
    received.push({ path: request.url!, headers: request.headers, body })
    const { status, headers } = answer(request.url!)
    setImmediate(() => {
      underWay -= 1
      response.writeHead(status, headers).end()
    })
  })
  rmSync(folder, { recursive: true })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const trust = { ca, isAllowed: () => true }
  push = { publicKey, privateKey, subject: 'mailto:ops@halide.example', concurrency: 5, timeoutMs: 5_000, trust }
  await database.db.$executeRaw`
    insert into users (id, handle, email, password_hash, display_name) select n, 'u' || n, 'u' || n, '', '' from generate_series(1, 60) n`
})
after(async () => {
  server.close()
  server.closeAllConnections()
  await database.drop()
})

const endpointOf = (path: string) => `https://localhost:${(server.address() as AddressInfo).port}${path}`

async function browser(userId: bigint, path: string): Promise<Browser> {
  const keys = createECDH('prime256v1')
  const made = { path, keys, auth: randomBytes(16) }
  const data = { userId, endpoint: endpointOf(path), p256dh: Buffer.from(keys.generateKeys()), auth: made.auth }
  await database.db.pushSubscription.create({ data })
  return made
}

/** What this run sent. */
async function run(settings: PushSettings | null = push): Promise<Received[]> {
  received = []
  const [log, { signal }] = [createLogger('test', 'silent'), new AbortController()]
  const context: Partial<RunContext> = { db: database.db, push: settings, log, signal }
  await pushNotifications.run({}, context as RunContext)
  return received
}

const follow = (userId: bigint, by: bigint, day = 20_000) =>
  database.db.$executeRaw`select tell(${userId}, ${by}, 'FOLLOW', ${day}::bigint, null)`
const read = (ec: Browser, body: Buffer) =>
  JSON.parse(
    ece
      .decrypt(body, { version: 'aes128gcm', privateKey: ec.keys, authSecret: ec.auth.toString('base64url') })
      .toString(),
  )
const subscriptions = (userId: bigint) => database.db.pushSubscription.findMany({ where: { userId } })

test('each of somebody’s browsers gets one push a group, which only it can read, signed by us', async () => {
  const [phone, laptop] = [await browser(1n, '/phone'), await browser(1n, '/laptop')]
  await follow(1n, 2n)
  await follow(1n, 3n)
  await follow(4n, 5n)
  const sent = await run()
  assert.deepEqual(sent.map(({ path }) => path).sort(), ['/laptop', '/phone'])
  const { id } = await database.db.notification.findFirstOrThrow({ where: { userId: 1n } })
  for (const each of [phone, laptop]) {
    const { body, headers } = sent.find(({ path }) => path === each.path)!
    assert.deepEqual(read(each, body), { kind: 'FOLLOW', notificationId: `notification_${id.toString(36)}` })
    assert.throws(() => read(each === phone ? laptop : phone, body))
    assert.match(String(headers.topic), /^[\w-]{32}$/)
    const [, token = '', key] = /^vapid t=(.*), k=(.*)$/.exec(headers.authorization!) ?? []
    assert.equal(key, publicKey)
    const [head, claims, signature] = token.split('.') as [string, string, string]
    const point = Buffer.from(publicKey, 'base64url')
    const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
    const verifier = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    const signed = { key: verifier, dsaEncoding: 'ieee-p1363' } as const
    assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url')))
    const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    assert.equal(aud, new URL(endpointOf('/')).origin)
    assert.ok(exp * 1_000 > Date.now() && exp * 1_000 < Date.now() + 86_400_000)
  }
  assert.deepEqual(await run(), [])
})

test('a group is pushed again only after it was read, and what is read or hidden meanwhile not at all', async () => {
  await browser(6n, '/six')
  await follow(6n, 7n)
  assert.equal((await run()).length, 1)
  const age = () =>
    database.db.$executeRaw`update notifications set happened_at = now() - interval '1 minute' where user_id = 6`
  await age()
  await follow(6n, 8n)
  assert.equal((await run()).length, 0)
  const mark = () => database.db.$executeRaw`
    insert into notification_marks (user_id, read_up_to) select 6, max(id) from notifications where user_id = 6
    on conflict (user_id) do update set read_up_to = excluded.read_up_to`
  await mark()
  await follow(6n, 9n)
  assert.equal((await run()).length, 1)
  await mark()
  await follow(6n, 10n)
  await mark()
  assert.equal((await run()).length, 0)
  await database.db.$executeRaw`select tell(6, 7, 'COMMENT', 999, 999)`
  assert.equal((await run()).length, 0)
  assert.equal(await database.db.notification.count({ where: { pushAt: { not: null } } }), 0)
})

test('404 and 410 end a subscription, and what fails is left alone for longer each time', async () => {
  for (const [at, status] of [404, 410, 500, 429].entries()) await browser(BigInt(20 + at), `/${status}`)
  answer = (path) => ({ status: Number(path.slice(1)), ...(path === '/429' && { headers: { 'retry-after': '7200' } }) })
  const tellAll = async (day: number) => {
    for (const userId of [20n, 21n, 22n, 23n]) await follow(userId, 1n, day)
    return (await run()).length
  }
  assert.equal(await tellAll(1), 4)
  assert.deepEqual([...(await subscriptions(20n)), ...(await subscriptions(21n))], [])
  const wait = async (userId: bigint) => {
    const [row] = await database.db.$queryRaw<[{ seconds: number }]>`
      select round(extract(epoch from retry_at - now()) / 10)::int * 10 as seconds from push_subscriptions where user_id = ${userId}`
    return row.seconds
  }
  assert.deepEqual([await wait(22n), await wait(23n)], [60, 7_200])
  assert.equal(await tellAll(2), 0)
  await database.db.$executeRaw`update push_subscriptions set retry_at = now() where user_id = 22`
  assert.equal(await tellAll(3), 1)
  assert.equal(await wait(22n), 120)
  answer = () => ({ status: 201 })
  await database.db.$executeRaw`update push_subscriptions set retry_at = now() where user_id = 22`
  assert.equal(await tellAll(4), 1)
  assert.deepEqual(
    (await subscriptions(22n)).map(({ failures, retryAt }) => [failures, retryAt]),
    [[0, null]],
  )
})

test('nothing is sent into the own network, whatever a name resolves to, nor where pushes are not set up', async () => {
  await browser(30n, '/inside')
  const { trust: _, ...asInTheWorld } = push
  await follow(30n, 1n)
  assert.deepEqual(await run(null), [])
  assert.deepEqual(
    await run({
      ...asInTheWorld,
      trust: { ca: push.trust!.ca, isAllowed: (address) => !/^(127\.|::1)/.test(address) },
    }),
    [],
  )
  assert.equal((await subscriptions(30n))[0]?.failures, 1)
  await database.db.$executeRaw`
    update push_subscriptions set retry_at = null, endpoint = replace(endpoint, 'localhost', '127.0.0.1') where user_id = 30`
  await follow(30n, 1n, 2)
  assert.deepEqual(await run(asInTheWorld), [])
  assert.deepEqual(await subscriptions(30n), [])
})

test('any number is pushed, no more at once than are to be, and what a dead run had taken as well', async () => {
  await browser(40n, '/forty')
  await database.db.$executeRaw`
    insert into notifications (user_id, id, kind, subject_id, push_at) select 40, 1000 + n, 'FOLLOW', n, now() - interval '1 s' from generate_series(1, 450) n`
  await database.db
    .$executeRaw`update notifications set push_at = now() + interval '5 minutes' where user_id = 40 and subject_id = 450`
  most = 0
  assert.equal((await run()).length, 449)
  assert.ok(most <= 5, `${most} at once`)
  await database.db.$executeRaw`update notifications set push_at = now() where push_at is not null`
  assert.equal((await run()).length, 1)
})
