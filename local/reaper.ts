import { createInterface } from 'node:readline'
import { identify, isAlive, type ProcessIdentity, signalGroup, waitUntilGone } from './process-identity.ts'

// A process of its own that outlives its supervisor by a moment. It is told on standard input what runs; when that input ends,
// however the supervisor died, it stops what is left, the latest started first. It sits in a session of its own, so that
// neither Ctrl-C nor a closed terminal reaches it.

export type ReaperMessage = { watch: number; stopSignal: NodeJS.Signals } | { forget: number }

/** Node programs see by themselves that their supervisor is gone; databases need this long to write what they hold. */
const graceMs = 8_000

const watched = new Map<number, { who: ProcessIdentity; stopSignal: NodeJS.Signals }>()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

const input = createInterface({ input: process.stdin })
input.on('line', (line) => {
  const message = JSON.parse(line) as ReaperMessage
  if ('forget' in message) return void watched.delete(message.forget)
  const who = identify(message.watch)
  if (who) watched.set(who.pid, { who, stopSignal: message.stopSignal })
})
input.on('close', async () => {
  for (const { who, stopSignal } of [...watched.values()].reverse()) await end(who, stopSignal)
})

async function end(who: ProcessIdentity, stopSignal: NodeJS.Signals): Promise<void> {
  if (isAlive(who)) process.kill(who.pid, stopSignal)
  await waitUntilGone(who, graceMs)
  signalGroup(who.pid, 'SIGKILL')
}
