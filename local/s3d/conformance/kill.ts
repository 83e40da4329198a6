import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { bytesOf, quotedMd5 } from './expect.ts'
import { startVictim } from './victim.ts'
import { clientOf } from './world.ts'

const KEYS = { accessKeyId: 'DURABILITY', secretAccessKey: 'durability secret' }
const BUCKET = 'durable'
const WRITERS = 8
/** Every other put goes to one of its writer's few hot keys, so that overwriting is tried as hard as creating. */
const HOT_KEYS = 3

export interface KillPlan {
  /** Acknowledged puts to reach. */
  puts: number
  kills: number
  /** The control: acknowledges before the commit, and must be found out. */
  acknowledgeBeforeCommit?: boolean
}

export interface KillReport {
  kills: number
  acknowledged: number
  /** Puts that a kill left without an answer: they may have been done or not, but whole. */
  unanswered: number
  /** Keys with an acknowledged put. */
  keys: number
  /** Of them, those that can be read. */
  present: number
  /** Of them, those whose bytes are the last acknowledged, or of a later put that got no answer. */
  identical: number
  /** Reads of an older state than the acknowledged one, or of nothing. */
  lost: number
  /** Reads of bytes that nobody put, or that are not those of their ETag. */
  torn: number
  /** Files that the last start left behind though no object needs them. */
  orphans: number
}

/** What is known of one key: the puts tried in order, and the last that was acknowledged. */
interface History {
  tried: number[]
  acknowledged: number | undefined
}

/**
 * Puts objects of up to 200 KB from eight writers, kills the server by `kill -9` again and again in the middle of it,
 * and reads back after every start what was written before.
 */
export async function runKills({ puts, kills, acknowledgeBeforeCommit = false }: KillPlan): Promise<KillReport> {
  const root = await mkdtemp(join(tmpdir(), 's3d-kill-'))
  const histories = new Map<string, History>()
  const report: KillReport = {
    kills: 0,
    acknowledged: 0,
    unanswered: 0,
    keys: 0,
    present: 0,
    identical: 0,
    lost: 0,
    torn: 0,
    orphans: 0,
  }
  try {
    for (let round = 1; round <= kills + 1; round++) {
      const victim = await startVictim({ root, ...KEYS, acknowledgeBeforeCommit })
      const client = clientOf({ name: 's3d', endpoint: victim.url, ...KEYS })
      try {
        if (round === 1) await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
        if (round > kills) await checkAll(client, root, histories, report)
        else {
          await checkLosses(client, histories, report)
          await writeUntil(Math.ceil((puts * round) / kills), client, histories, report, () => victim.kill())
          report.kills++
        }
      } finally {
        await victim.kill()
        client.destroy()
      }
    }
    return report
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** Writes until so many puts are acknowledged, then kills with all other writers in the middle of theirs. */
async function writeUntil(
  goal: number,
  client: S3Client,
  histories: Map<string, History>,
  report: KillReport,
  kill: () => Promise<void>,
): Promise<void> {
  let killed: Promise<void> | undefined
  const writer = async (number: number) => {
    for (let turn = 0; !killed; turn++) {
      const seed = report.acknowledged + report.unanswered
      const key = turn % 2 ? `hot/${number}/${turn % (2 * HOT_KEYS)}` : `new/${number}/${seed}`
      const history = histories.get(key) ?? { tried: [], acknowledged: undefined }
      histories.set(key, history)
      const id = nextId++
      history.tried.push(id)
      try {
        await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: bodyOf(id) }))
        history.acknowledged = id
        report.acknowledged++
      } catch (error) {
        if (!killed) throw error
        report.unanswered++
      }
      if (report.acknowledged >= goal) killed ??= kill()
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)))
  await killed
}

let nextId = 0

/** 1 byte to 200 KB that only this put has. */
function bodyOf(id: number): Buffer {
  return Buffer.concat([Buffer.from(`${id} `), bytesOf((id * 7919) % 200_000, id)])
}

async function checkLosses(client: S3Client, histories: Map<string, History>, report: KillReport): Promise<void> {
  for (const [key, history] of histories) {
    const state = await stateOf(client, key, history)
    if (state === 'lost') report.lost++
    if (state === 'torn') report.torn++
    // What was found is the truth that the next round builds on; older tries can no longer come back.
    if (typeof state === 'number') Object.assign(history, { tried: [state], acknowledged: state })
  }
}

async function checkAll(
  client: S3Client,
  root: string,
  histories: Map<string, History>,
  report: KillReport,
): Promise<void> {
  let objects = 0
  for (const [key, history] of histories) {
    const promised = history.acknowledged !== undefined
    const state = await stateOf(client, key, history)
    if (state === 'lost') report.lost++
    if (state === 'torn') report.torn++
    if (promised) report.keys++
    if (promised && state !== 'lost') report.present++
    if (promised && typeof state === 'number') report.identical++
    if (state !== 'absent' && state !== 'lost') objects++
  }
  const blobs = await readdir(join(root, 'blobs'), { recursive: true, withFileTypes: true })
  const sideFiles = await readdir(join(root, 'staging'))
  report.orphans = blobs.filter((entry) => entry.isFile()).length + sideFiles.length - objects
}

/** The put whose bytes the key has; 'absent' when it need not have any. */
async function stateOf(
  client: S3Client,
  key: string,
  { tried, acknowledged }: History,
): Promise<number | 'absent' | 'lost' | 'torn'> {
  const read = await readWhole(client, key)
  if (read === 'absent') return acknowledged === undefined ? 'absent' : 'lost'
  if (read === 'broken') return 'torn'
  const { body, etag } = read
  const found = tried.find((id) => bodyOf(id).equals(body))
  if (found === undefined || etag !== quotedMd5(body)) return 'torn'
  return acknowledged !== undefined && found < acknowledged ? 'lost' : found
}

/** An object that is listed but whose bytes cannot be read to the end is broken: nobody else's fault is possible here. */
async function readWhole(
  client: S3Client,
  key: string,
): Promise<{ body: Buffer; etag: string | undefined } | 'absent' | 'broken'> {
  try {
    const reply = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
    return { body: Buffer.from(await reply.Body!.transformToByteArray()), etag: reply.ETag }
  } catch (error) {
    return error instanceof Error && error.name === 'NoSuchKey' ? 'absent' : 'broken'
  }
}
