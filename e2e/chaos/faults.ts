import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from '@halide/jobs/feed-oracle/chance.ts'
import {
  type ChaosCluster,
  clockNames,
  type DiskName,
  diskNames,
  processNames,
  storeNames,
  type Victim,
  type WireName,
} from './cluster.ts'
import type { Mode } from './proxy.ts'

/** What kind of thing goes wrong: reports and controls are by these. */
export const families = ['killed', 'paused', 'wire', 'damage', 'refusing', 'clock', 'full disk', 'two at once'] as const
export type Family = (typeof families)[number]

/** One thing that goes wrong. */
export interface Fault {
  family: Family
  /** Like `kill gateway`: reports are sorted by it. */
  name: string
  /** Without it the fault is left out. */
  needs?: 'clocks' | 'disks'
  /** Breaks it, waits, and mends what does not mend itself. */
  strike(cluster: ChaosCluster, chance: Chance, lastsMs: number): Promise<void>
}

const kill = (name: Victim): Fault => ({
  family: 'killed',
  name: `kill ${name}`,
  strike: async (cluster) => cluster.signal(name, 'SIGKILL'),
})

const pause = (name: Victim): Fault => ({
  family: 'paused',
  name: `pause ${name}`,
  async strike(cluster, _, lastsMs) {
    cluster.signal(name, 'SIGSTOP')
    await sleep(lastsMs)
    cluster.signal(name, 'SIGCONT')
  },
})

function wire(family: Family, name: WireName, what: string, mode: (chance: Chance) => Mode): Fault {
  return {
    family,
    name: `${name} ${what}`,
    async strike({ proxies }, chance, lastsMs) {
      await proxies[name].be(mode(chance))
      await sleep(lastsMs)
      await proxies[name].be({ kind: 'pass' })
    },
  }
}

/** Beyond the first bytes and, mostly, before the last of what goes to and from each store. */
const someBytes = (chance: Chance) => 100 + chance.number(6_000)

const cuts = (name: WireName) =>
  (['request', 'response'] as const).map((direction) =>
    wire('wire', name, `cut in ${direction}s`, (chance) => ({ kind: 'cut', direction, afterBytes: someBytes(chance) })),
  )

const ofEachStore = storeNames.flatMap((store) => [
  wire('wire', store, 'down', () => ({ kind: 'down' })),
  wire('wire', store, 'black hole', () => ({ kind: 'black_hole' })),
  wire('wire', store, 'slow', () => ({ kind: 'delay', ms: 150 })),
  wire('wire', store, 'narrow', () => ({ kind: 'throttle', bytesPerSecond: 50_000 })),
  ...cuts(store),
])

const ofEachRegion = (['s3-primary', 's3-backup'] as const).flatMap((store) => [
  wire('refusing', store, '503', () => ({ kind: 'unavailable' })),
  ...(['request', 'response'] as const).map((direction) =>
    wire('damage', store, `flips bits of ${direction}s`, (chance) => ({
      kind: 'flip',
      direction,
      atByte: chance.number(3_000),
      afterHead: true,
    })),
  ),
])

/** From what a passport forgives to what no token does. */
const jumpsInSeconds = [45, 90, 1_200, 86_400, 10 * 86_400]

const clock = (name: (typeof clockNames)[number], which: 'ahead' | 'behind'): Fault => ({
  family: 'clock',
  name: `clock of ${name} ${which}`,
  needs: 'clocks',
  async strike({ clocks }, chance, lastsMs) {
    const seconds = jumpsInSeconds[chance.number(jumpsInSeconds.length)]!
    clocks!.jump(name, which === 'ahead' ? seconds : -seconds)
    await sleep(lastsMs)
    clocks!.jump(name, 0)
  },
})

/** Postgres takes a new file of its log at once, as it would after some load: there it stops on a full disk. */
const fullDisk = (name: DiskName): Fault => ({
  family: 'full disk',
  name: `disk of ${name} full`,
  needs: 'disks',
  async strike({ disks, sql }, _, lastsMs) {
    disks![name].fill()
    if (name === 'postgres') await sleep(lastsMs / 2)
    for (let file = 0; name === 'postgres' && file < 8; file++) {
      await sql(`select pg_switch_wal() from pg_logical_emit_message(true, 'chaos', 'full')`).catch(() => {})
    }
    await sleep(lastsMs / 2)
    disks![name].free()
  },
})

function both(first: Fault, second: Fault): Fault {
  const needs = first.needs ?? second.needs
  return {
    family: 'two at once',
    name: `${first.name} + ${second.name}`,
    ...(needs && { needs }),
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
  ...cuts('gateway'),
  ...clockNames.flatMap((name) => [clock(name, 'ahead'), clock(name, 'behind')]),
  ...diskNames.map(fullDisk),
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
  both(single('disk of s3-primary full'), single('disk of s3-backup full')),
  both(both(single('s3-primary 503'), single('s3-backup 503')), single('disk of postgres full')),
]

/** So many faults that this cluster has the means for, each kind before any comes twice. */
export function drawFaults(cluster: ChaosCluster, chance: Chance, count: number): Fault[] {
  const possible = [...faults, ...pairs].filter(({ needs }) => !needs || cluster[needs])
  const drawn: Fault[] = []
  while (drawn.length < count) drawn.push(...shuffled(chance, possible))
  return drawn.slice(0, count)
}

function shuffled<T>(chance: Chance, things: readonly T[]): T[] {
  const left = [...things]
  return things.map(() => left.splice(chance.number(left.length), 1)[0]!)
}
