/**
 * A thread of the decoding process that kills it when it holds too much memory or has lost its parent. A thread, because a decoder may block
 * the main one; and inside the process, because a parent killed with SIGKILL can no longer kill anybody.
 */
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

/** What the thread is started with. `state[0]` is IDLE or BUSY; it sleeps while IDLE. */
export interface Watch {
  state: Int32Array
  /** Bytes of resident memory. */
  maxMemory: number
  /** The process id of the parent: it changes when that has died. */
  parent: number
}

export const IDLE = 0
export const BUSY = 1

/** Decoders fill at most some 2 GB a second: this bounds what is held over the limit to about 100 MB. */
const everyMs = 50

function watch({ state, maxMemory, parent }: Watch): never {
  for (;;) {
    Atomics.wait(state, 0, IDLE)
    Atomics.wait(state, 0, BUSY, everyMs)
    if (process.memoryUsage.rss() > maxMemory || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }
}

if (!isMainThread) {
  parentPort?.postMessage('watching')
  watch(workerData as Watch)
}
