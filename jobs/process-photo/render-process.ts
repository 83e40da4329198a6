/** The decoding process: renders what its parent sends, one photo at a time, and ends with its parent. Started by render-child.ts. */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { PhotoRefused } from './fault.ts'
import type { FromProcess, ProcessSettings, ToProcess } from './render-child.ts'
import { BUSY, IDLE, type Watch } from './watchdog.ts'

const { limits, maxMemory } = JSON.parse(process.argv[2] ?? '') as ProcessSettings

process.on('disconnect', () => process.exit())

const state = new Int32Array(new SharedArrayBuffer(4))
const watch: Watch = { state, maxMemory, parent: process.ppid }
const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: watch })
const watching = once(watchdog, 'message')
// Loaded while the thread starts: the first photo waits for both.
const { renderPhoto } = await import('./render.ts')
await watching
watchdog.unref()

// Where the kernel runs out of memory, it is to kill this process and not the worker that started it. Linux only.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000')
} catch {}

function reply(message: FromProcess): void {
  process.send?.(message)
}

process.on('message', async ({ input, options }: ToProcess) => {
  Atomics.store(state, 0, BUSY)
  Atomics.notify(state, 0)
  try {
    reply({ type: 'outcome', outcome: { ok: true, photo: await renderPhoto(input, options, limits) } })
  } catch (error) {
    // Anything but a refusal is a fault of ours, and must not be blamed on the photo.
    if (error instanceof PhotoRefused) {
      reply({ type: 'outcome', outcome: { ok: false, fault: error.fault, detail: error.message } })
    } else {
      reply({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  } finally {
    Atomics.store(state, 0, IDLE)
    Atomics.notify(state, 0)
  }
})
reply({ type: 'ready' })
