import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { BUSY } from './watchdog.ts'

/** A process whose main thread starts the watchdog and then does `work` without ever giving its event loop a turn. */
function blocked(maxMemory: number, work: string) {
  const source = `
    import { Worker } from 'node:worker_threads'
    const state = new Int32Array(new SharedArrayBuffer(4))
    const workerData = { state, maxMemory: ${maxMemory}, parent: process.ppid }
    const worker = new Worker(new URL(${JSON.stringify(new URL('./watchdog.ts', import.meta.url).href)}), { workerData, execArgv: [] })
    await new Promise((resolve) => worker.once('message', resolve))
    Atomics.store(state, 0, ${BUSY})
    Atomics.notify(state, 0)
    process.stdout.write(String(process.pid))
    ${work}`
  return [process.execPath, ['--input-type=module', '--eval', source]] as const
}

test('a process whose main thread is blocked is killed when it holds too much memory', async () => {
  const [program, args] = blocked(
    300_000_000,
    'for (const held = []; ; ) if (held.length < 800) held.push(Buffer.alloc(1_000_000, 1))',
  )
  const child = spawn(program, args, { stdio: 'ignore', timeout: 15_000, killSignal: 'SIGTERM' })
  const [code, signal] = await once(child, 'exit')
  assert.deepEqual([code, signal], [null, 'SIGKILL'])
})

test('a process whose main thread is blocked ends when its parent has been killed', async () => {
  const [program, args] = blocked(10_000_000_000, 'for (;;) {}')
  const parent = spawn(
    program,
    [
      '--eval',
      `require('node:child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { stdio: 'inherit' })`,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [printed] = await once(parent.stdout!, 'data')
  const pid = Number(printed)
  assert(process.kill(pid, 0))
  parent.kill('SIGKILL')
  const gone = () => {
    try {
      return !process.kill(pid, 0)
    } catch {
      return true
    }
  }
  for (let waited = 0; waited < 50 && !gone(); waited++) await sleep(100)
  const ended = gone()
  if (!ended) process.kill(pid, 'SIGKILL')
  assert(ended, `process ${pid} outlived its parent`)
})
