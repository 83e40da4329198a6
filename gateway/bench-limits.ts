import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hostileBodies } from './testing/hostile.ts'
import { composeToys, gatewaySecret, startToy } from './testing/toy-subgraphs.ts'

// How long refusing what is made to hurt takes, and what others feel of it: readers ask one after the other, second by second with
// and without somebody who sends twenty such shapes a second. Both in one run, so the ratio is what to look at.
// `node gateway/bench-limits.ts`

const agent = new Agent({ keepAlive: true })
const rounds = 8
const roundMs = 1_000
const readers = 2
const betweenShapesMs = 50

const folder = mkdtempSync(join(tmpdir(), 'halide-bench-'))
writeFileSync(join(folder, 'supergraph.graphql'), composeToys())
const toys = await Promise.all([startToy('feed'), startToy('posts')])
const gateway = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    NODE_ENV: 'production',
    PORT: '0',
    SUPERGRAPH_PATH: join(folder, 'supergraph.graphql'),
    SUBGRAPH_URLS: `feed=${toys[0]!.url},posts=${toys[1]!.url}`,
    GATEWAY_SECRET: gatewaySecret,
    REQUESTS_PER_ADDRESS: '0',
  },
})
process.on('exit', () => gateway.kill())
const url = await new Promise<string>((resolve) => {
  createInterface(gateway.stdout).on('line', (line) => {
    const { msg, url } = JSON.parse(line) as { msg: string; url?: string }
    if (msg === 'ready' && url) resolve(`${url}/graphql`)
  })
})

/** Sends a body and answers its status, with the milliseconds until the answer: who sends too much gets it before all is sent. */
async function ask(body: string): Promise<{ status: number; ms: number }> {
  const begun = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const sending = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (answer) => {
    answer.resume().once('close', () => resolve(answer.statusCode ?? 0))
  })
  // The gateway closes a connection on which too much comes; whether its answer is still read is chance.
  const tooMuch = (error: NodeJS.ErrnoException) => error.code === 'EPIPE' || error.code === 'ECONNRESET'
  sending.once('error', (error) => (tooMuch(error) ? resolve(413) : reject(error))).end(body)
  const status = await promise
  return { status, ms: performance.now() - begun }
}

const honest = JSON.stringify({ query: '{ homeFeed { cursor node { title } } }' })
const shapes = Object.entries(hostileBodies()).map(([name, body]) => ({ name, body, times: [] as number[], status: 0 }))

async function readUntil(end: number, times: number[]): Promise<void> {
  while (performance.now() < end) times.push((await ask(honest)).ms)
}

let next = 0
async function hurtUntil(end: number): Promise<void> {
  for (; performance.now() < end; await sleep(betweenShapesMs)) {
    const shape = shapes[next++ % shapes.length]!
    const { status, ms } = await ask(shape.body)
    shape.times.push(ms)
    shape.status = status
  }
}

const quantile = (times: readonly number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(q * times.length))] ?? Number.NaN
const ms = (value: number) => Math.round(value * 10) / 10

for (let i = 0; i < 200; i++) await ask(honest)
for (const { body } of shapes) await ask(body)
const calm: number[] = []
const attacked: number[] = []
for (let round = 0; round < rounds * 2; round++) {
  const end = performance.now() + roundMs
  const times = round % 2 ? attacked : calm
  await Promise.all([
    ...Array.from({ length: readers }, () => readUntil(end, times)),
    ...(times === attacked ? [hurtUntil(end)] : []),
  ])
}
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
for (const { name, body, status, times } of shapes)
  print({
    shape: name,
    bytes: body.length,
    status,
    refusedMs: ms(quantile(times, 0.5)),
    worstMs: ms(Math.max(...times)),
  })
for (const [q, name] of [
  [0.5, 'median'],
  [0.99, 'p99'],
] as const) {
  const [without, beside] = [quantile(calm, q), quantile(attacked, q)]
  print({
    readers: name,
    calmMs: ms(without),
    attackedMs: ms(beside),
    ratio: Math.round((beside / without) * 100) / 100,
  })
}
print({ answersCalm: calm.length, answersAttacked: attacked.length })

gateway.kill()
await once(gateway, 'exit')
await Promise.all(toys.map(({ stop }) => stop()))
rmSync(folder, { recursive: true, force: true })
