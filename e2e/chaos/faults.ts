import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from '@halide/jobs/feed-oracle/chance.ts'
import { type ChaosCluster, processNames, type StoreName, storeNames } from './cluster.ts'
import type { Mode } from './proxy.ts'

/** One thing that goes wrong. */
export interface Fault {
  /** Like `kill gateway`: reports are sorted by it. */
  name: string
  /** Breaks it, waits, and mends what does not mend itself. */
  strike(cluster: ChaosCluster, chance: Chance, lastsMs: number): Promise<void>
}

const kill = (name: (typeof processNames)[number]): Fault => ({
  name: `kill ${name}`,
  strike: async (cluster) => cluster.signal(name, 'SIGKILL'),
})

const pause = (name: (typeof processNames)[number]): Fault => ({
  name: `pause ${name}`,
  async strike(cluster, _, lastsMs) {
    cluster.signal(name, 'SIGSTOP')
    await sleep(lastsMs)
    cluster.signal(name, 'SIGCONT')
  },
})

function wire(store: StoreName, what: string, mode: (chance: Chance) => Mode): Fault {
  return {
    name: `${store} ${what}`,
    async strike({ proxies }, chance, lastsMs) {
      await proxies[store].be(mode(chance))
      await sleep(lastsMs)
      await proxies[store].be({ kind: 'pass' })
    },
  }
}

/** Beyond the first bytes and, mostly, before the last of what goes to and from each store. */
const someBytes = (chance: Chance) => 100 + chance.number(6_000)

const ofEachStore = storeNames.flatMap((store) => [
  wire(store, 'down', () => ({ kind: 'down' })),
  wire(store, 'black hole', () => ({ kind: 'black_hole' })),
  wire(store, 'slow', () => ({ kind: 'delay', ms: 150 })),
  wire(store, 'narrow', () => ({ kind: 'throttle', bytesPerSecond: 50_000 })),
  wire(store, 'cut in requests', (chance) => ({ kind: 'cut', direction: 'request', afterBytes: someBytes(chance) })),
  wire(store, 'cut in responses', (chance) => ({ kind: 'cut', direction: 'response', afterBytes: someBytes(chance) })),
])

const ofEachRegion = (['s3-primary', 's3-backup'] as const).flatMap((store) => [
  wire(store, '503', () => ({ kind: 'unavailable' })),
  ...(['request', 'response'] as const).map((direction) =>
    wire(store, `flips bits of ${direction}s`, (chance) => ({
      kind: 'flip',
      direction,
      atByte: chance.number(3_000),
      afterHead: true,
    })),
  ),
])

function both(first: Fault, second: Fault): Fault {
  return {
    name: `${first.name} + ${second.name}`,
    strike: async (...how) => {
      await Promise.all([first.strike(...how), second.strike(...how)])
    },
  }
}

/** Every fault that strikes alone. */
export const faults: readonly Fault[] = [
  ...processNames.map(kill),
  ...processNames.map(pause),
  ...ofEachStore,
  ...ofEachRegion,
]

export function faultNamed(name: string): Fault {
  const found = [...faults, ...pairs].find((fault) => fault.name === name)
  if (!found) throw new Error(`no fault is named ${name}`)
  return found
}

function single(name: string): Fault {
  return faults.find((fault) => fault.name === name)!
}

/** Where one store stands in for another, both fail. */
export const pairs: readonly Fault[] = [
  ...['down', 'black hole', '503', 'flips bits of requests', 'cut in requests'].map((what) =>
    both(single(`s3-primary ${what}`), single(`s3-backup ${what}`)),
  ),
  both(single('kill redis'), single('kill postgres')),
  both(single('redis down'), single('postgres down')),
  both(single('kill worker'), single('kill postgres')),
  both(single('kill media'), single('kill s3-primary')),
  both(single('kill s3-primary'), single('kill s3-backup')),
]

/** So many faults, each kind before any comes twice. */
export function drawFaults(chance: Chance, count: number): Fault[] {
  const drawn: Fault[] = []
  while (drawn.length < count) drawn.push(...shuffled(chance, [...faults, ...pairs]))
  return drawn.slice(0, count)
}

function shuffled<T>(chance: Chance, things: readonly T[]): T[] {
  const left = [...things]
  return things.map(() => left.splice(chance.number(left.length), 1)[0]!)
}
