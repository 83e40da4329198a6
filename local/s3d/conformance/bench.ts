import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { layoutOf } from '../store/layout.ts'
import type { ObjectRecord } from '../store/record.ts'
import type { World } from './case.ts'
import { bytesOf, getBytes, put } from './expect.ts'
import { sendRaw } from './raw-request.ts'
import { writeBetweenMarkers } from './report.ts'
import { startVictim } from './victim.ts'
import { clientOf } from './world.ts'

// `node local/s3d/conformance/bench.ts`: the figures of docs/s3d.md, measured and written there.
const DOCUMENT = new URL('../../../docs/s3d.md', import.meta.url)
const KEYS = { accessKeyId: 'BENCH', secretAccessKey: 'bench secret' }
const WRITERS = 8
const OBJECTS = 1_000
const MANY = 100_000

const root = await mkdtemp(join(tmpdir(), 's3d-bench-'))
const lines: string[] = []
try {
  await withServer(async (world, pid) => {
    await world.client.send(new CreateBucketCommand({ Bucket: world.bucket }))
    const body = bytesOf(100_000, 1)
    const puts = await rate((i) => put(world, `k${i}`, body))
    const gets = await rate((i) => getBytes(world, `k${i}`))
    lines.push(`- 100 KB objects, ${WRITERS} at a time, every put synced to disk: ${puts} puts/s, ${gets} gets/s`)
    const before = await memoryMb(pid)
    const big = bytesOf(200_000_000, 2)
    const started = performance.now()
    const path = `/${world.bucket}/big`
    const reply = await world.raw({ method: 'PUT', path, body: big, contentSha256: 'UNSIGNED-PAYLOAD' })
    if (reply.status !== 200) throw new Error(reply.text)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    lines.push(
      `- one put of 200 MB: ${seconds} s; the server's peak memory went from ${before} MB to ${await memoryMb(pid)} MB`,
    )
  })
  plantRecords()
  const started = performance.now()
  await withServer(async (world, pid) => {
    const ready = Math.round(performance.now() - started)
    const first = await time(() => world.client.send(new ListObjectsV2Command({ Bucket: world.bucket })))
    const grouped = { Bucket: world.bucket, Delimiter: '/', Prefix: 'many/' }
    const folders = await time(() => world.client.send(new ListObjectsV2Command(grouped)))
    const one = await time(() => put(world, 'many/050/one more', 'x'))
    lines.push(
      `- with ${MANY} objects: ready in ${ready} ms, ${await memoryMb(pid)} MB at most; a page of 1,000 keys ${first} ms, ` +
        `100 groups of 1,000 keys by delimiter ${folders} ms, one more put ${one} ms`,
    )
  })
} finally {
  await rm(root, { recursive: true, force: true })
}
console.log(lines.join('\n'))
await writeBetweenMarkers(DOCUMENT, 'figures', lines.join('\n'))

async function withServer(work: (world: World, pid: number) => Promise<void>): Promise<void> {
  const victim = await startVictim({ root, ...KEYS })
  const target = { name: 's3d', endpoint: victim.url, ...KEYS }
  const client = clientOf(target)
  const raw: World['raw'] = (request) => sendRaw(target, request)
  try {
    await work({ target, client, bucket: 'bench', raw, anotherBucket: async () => 'bench' }, victim.pid)
  } finally {
    client.destroy()
    await victim.kill()
  }
}

/** Operations a second, a fixed number in flight. */
async function rate(operation: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const started = performance.now()
  const worker = async () => {
    for (let i = next++; i < OBJECTS; i = next++) await operation(i)
  }
  await Promise.all(Array.from({ length: WRITERS }, worker))
  return Math.round((OBJECTS / (performance.now() - started)) * 1000)
}

async function time(operation: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await operation()
  return Math.round(performance.now() - started)
}

/** The peak of a process's resident memory, as Linux counts it. */
async function memoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

/** Writes the records of many empty objects straight to disk: a hundred thousand puts would take minutes. */
function plantRecords(): void {
  const layout = layoutOf(root)
  for (let i = 0; i < MANY; i++) {
    const key = `many/${String(i % 100).padStart(3, '0')}/${i}.jpg`
    const record: ObjectRecord = {
      key,
      versions: [
        {
          kind: 'object',
          versionId: 'null',
          modified: Date.now(),
          size: 0,
          etag: 'd41d8cd98f00b204e9800998ecf8427e',
          blobs: [],
          headers: { 'content-type': 'image/jpeg' },
          metadata: {},
          tags: [],
          storageClass: 'STANDARD',
        },
      ],
    }
    const path = layout.record('bench', key)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(record))
  }
}
