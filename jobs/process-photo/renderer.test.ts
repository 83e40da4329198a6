import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startRenderer } from './renderer.ts'
import type { RendererSettings } from './settings.ts'
import { assertUpright, quadrants } from './test-pictures.ts'

const small = await quadrants(300, 200).jpeg().toBuffer()
/** Takes about a second to read: an interlaced PNG cannot be shrunk on the way. */
const slow = await quadrants(6000, 4000).png({ progressive: true, compressionLevel: 1 }).toBuffer()

async function withRenderer(
  settings: Partial<RendererSettings>,
  use: (renderer: ReturnType<typeof startRenderer>) => Promise<void>,
) {
  const renderer = startRenderer(settings)
  try {
    await use(renderer)
  } finally {
    await renderer.stop()
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('more photos than processes are all rendered, each as itself', async () => {
  await withRenderer({ size: 2 }, async (renderer) => {
    const widths = [40, 60, 80, 100, 120, 140, 160]
    const photos = await Promise.all(
      widths.map(async (width) => renderer.render(await quadrants(width, 30).png().toBuffer())),
    )
    assert.deepEqual(
      photos.map((outcome) => outcome.ok && outcome.photo.width),
      widths,
    )
    assert.equal(renderer.pids().length, 2)
    const outcome = await renderer.render(small)
    assert(outcome.ok)
    await assertUpright(outcome.photo)
  })
})

test('a photo that takes too long ends as DECODE_TIMEOUT', async () => {
  await withRenderer({ size: 1, timeoutMs: 200 }, async (renderer) => {
    const outcome = await renderer.render(slow)
    assert.equal(outcome.ok || outcome.fault, 'DECODE_TIMEOUT')
  })
})

test('a photo that crashes its process ends as DECODE_CRASHED, and the one behind it is rendered', async () => {
  await withRenderer({ size: 1 }, async (renderer) => {
    assert.equal((await renderer.render(small)).ok, true)
    const outcomes = [renderer.render(slow), renderer.render(small)]
    await sleep(150)
    process.kill(renderer.pids()[0]!, 'SIGSEGV')
    assert.deepEqual(
      (await Promise.all(outcomes)).map((outcome) => outcome.ok || outcome.fault),
      ['DECODE_CRASHED', true],
    )
  })
})

test('a photo that fills the memory ends as DECODE_OUT_OF_MEMORY, and the next is rendered', async () => {
  await withRenderer({ size: 1, maxMemory: 160_000_000 }, async (renderer) => {
    const outcome = await renderer.render(slow)
    assert.equal(outcome.ok || outcome.fault, 'DECODE_OUT_OF_MEMORY')
    assert.equal((await renderer.render(small)).ok, true)
  })
})

test('an aborted photo rejects with the reason at once, waiting or rendering', async () => {
  await withRenderer({ size: 1 }, async (renderer) => {
    const [rendering, queued] = [new AbortController(), new AbortController()]
    const first = renderer.render(slow, {}, rendering.signal)
    const second = renderer.render(slow, {}, queued.signal)
    queued.abort(new Error('no longer wanted'))
    await assert.rejects(second, { message: 'no longer wanted' })
    await sleep(200)
    rendering.abort(new Error('nor this'))
    await assert.rejects(first, { message: 'nor this' })
    assert.equal((await renderer.render(small)).ok, true)
    await assert.rejects(renderer.render(small, {}, AbortSignal.abort(new Error('never wanted'))), {
      message: 'never wanted',
    })
  })
})

test('a process is replaced after its share of photos', async () => {
  await withRenderer({ size: 1, photosPerProcess: 2 }, async (renderer) => {
    const seen = new Set<number>()
    for (let photo = 0; photo < 4; photo++) {
      for (const pid of renderer.pids()) seen.add(pid)
      assert.equal((await renderer.render(small)).ok, true)
    }
    assert(seen.size >= 2, `${seen.size}`)
  })
})

test('stop ends every process and refuses what was waiting', async () => {
  const renderer = startRenderer({ size: 2 })
  const pids = renderer.pids()
  const pending = [slow, slow, slow].map((input) => renderer.render(input))
  await sleep(200)
  await Promise.all([renderer.stop(), ...pending.map((render) => assert.rejects(render, /stopped/))])
  assert.deepEqual(pids.filter(isRunning), [])
  await assert.rejects(renderer.render(small), /stopped/)
})

const skip = existsSync('/proc/self/environ') ? false : 'needs /proc'
test('the processes get nothing of the environment', { skip }, async () => {
  process.env.DATABASE_PASSWORD = 'hunter2'
  await withRenderer({ size: 1 }, async (renderer) => {
    await renderer.render(small)
    const environment = await readFile(`/proc/${renderer.pids()[0]}/environ`, 'utf8')
    assert(!environment.includes('hunter2'), environment)
  })
})

/** A worker of its own that prints its decoding processes' ids; `program` runs after. */
async function worker(program: string): Promise<{ worker: ChildProcess; pids: number[] }> {
  const module = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)))
  const source = `
    import { startRenderer } from ${module('./renderer.ts')}
    import { quadrants } from ${module('./test-pictures.ts')}
    const renderer = startRenderer({ size: 2 })
    ${program}
    console.log(JSON.stringify(renderer.pids()))`
  const worker = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(worker.stdout!, 'data')
  return { worker, pids: JSON.parse(String(line)) as number[] }
}

for (const [when, program] of [
  ['idle', 'await renderer.render(await quadrants(30, 20).png().toBuffer()); setInterval(() => {}, 1000)'],
  ['rendering', 'void renderer.render(await quadrants(6000, 4000).png({ progressive: true }).toBuffer())'],
] as const) {
  test(`when the worker is killed while ${when}, its processes end too`, async () => {
    const { worker: parent, pids } = await worker(program)
    assert.equal(pids.filter(isRunning).length, 2)
    parent.kill('SIGKILL')
    for (let waited = 0; waited < 50 && pids.some(isRunning); waited++) await sleep(100)
    assert.deepEqual(pids.filter(isRunning), [])
  })
}

test('a program that forgets to stop its renderer ends all the same', async () => {
  const { worker: parent, pids } = await worker('await renderer.render(await quadrants(30, 20).png().toBuffer())')
  if (parent.exitCode === null) await once(parent, 'exit', { signal: AbortSignal.timeout(10_000) })
  assert.equal(parent.exitCode, 0)
  for (let waited = 0; waited < 50 && pids.some(isRunning); waited++) await sleep(100)
  assert.deepEqual(pids.filter(isRunning), [])
})
