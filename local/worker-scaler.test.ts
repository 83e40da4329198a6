import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { followWantedWorkers } from '@halide/jobs/load/scaler.ts'
import type { ProcessSpec } from './managed-process.ts'
import { createWorkerScaler } from './worker-scaler.ts'

test('as many workers run as are wanted, as far as there are ports, and one always', async () => {
  const running: string[] = []
  let listening: readonly number[] = []
  const scaler = createWorkerScaler({
    supervisor: {
      start: async ({ name }) => void running.push(name),
      stop: async (name) => void running.splice(running.indexOf(name), 1),
    },
    specOf: (name) => ({ name }) as ProcessSpec,
    ports: [1, 2, 3],
    onChange: (ports) => {
      listening = ports
    },
    progress: () => {},
  })
  for (const [wanted, further] of [
    [2, ['worker-2']],
    [9, ['worker-2', 'worker-3', 'worker-4']],
    [1, []],
    [0, []],
  ] as const) {
    await scaler.scale(wanted)
    assert.deepEqual(running, further)
    assert.equal(scaler.workers(), 1 + further.length)
    assert.equal(listening.length, further.length)
  }
})

test('what cannot be started now is tried again, until the signal', { timeout: 10_000 }, async () => {
  const end = new AbortController()
  const faults: unknown[] = []
  const asked: number[] = []
  const following = followWantedWorkers(
    {
      workers: () => 1,
      async scale(to) {
        asked.push(to)
        if (asked.length === 1) throw new Error('no room')
        end.abort()
      },
    },
    async () => 2,
    { signal: end.signal, onFault: (error) => faults.push(error) },
  )
  await following
  await sleep(0)
  assert.deepEqual(asked, [2, 2])
  assert.equal(faults.length, 1)
})
