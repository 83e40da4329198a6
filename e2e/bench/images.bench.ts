import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { RenditionSize } from '@halide/schema/renditions.ts'
import type { Bench, Finding } from './finding.ts'
import { type ImageServers, imageBytes, type Server, startImageServers } from './image-servers.ts'
import { inTurns } from './in-turns.ts'
import { cpuSecondsOfEach } from './processes.ts'
import { medianOf } from './quantile.ts'
import { isInstalled, type Load, loadBy, writeLoadScript } from './wrk.ts'

const connections = 32

/** What is measured in turns: each side is asked for the same paths, by the same client, on as many kept-alive connections. */
interface Contest<Name extends string> {
  title: string
  /** Servers that share the load, and the processes whose CPU counts. */
  sides: Record<Name, { servers: readonly Server[]; processes: readonly string[] }>
  size?: RenditionSize
  /** What starts the client. */
  command?: readonly string[]
}

/** Medians; `cpuMs` is what all its processes take for an answer. */
interface Side {
  perSecond: number
  cpuMs: number
}

/**
 * Renditions served, by the door itself and by the cache before it, against nginx over the same files, on one core with one process
 * each; then by two processes. A thumbnail, a medium and a large one are asked for in turn.
 */
const bench: Bench = async ({ short, say }) => {
  const missing = ['wrk', 'nginx'].filter((program) => !isInstalled(program))
  if (missing.length > 0) {
    say(`skipped: there is no ${missing.join(' and no ')} here (apt-get install wrk nginx-light)`)
    return []
  }
  const servers = await startImageServers(short ? 2 : 40)
  const measure = <Name extends string>(contest: Contest<Name>) =>
    hold(servers, contest, short ? { rounds: 1, seconds: 1 } : { rounds: 5, seconds: 4 }, say)
  // The servers have one core, the client the other one.
  const [onServersCore, onClientsCore] =
    isInstalled('taskset') && availableParallelism() > 1
      ? [
          ['taskset', '-c', '0'],
          ['taskset', '-c', '1'],
        ]
      : [[], []]
  const findings: Finding[] = []
  const note = (what: string, side: Side, against: string, peer: Side, goal?: Finding['goal']) =>
    findings.push({ what, value: side.perSecond, unit: '/s', against, peer: peer.perSecond, ...(goal && { goal }) })
  try {
    const pinned = { command: onServersCore }
    const door = await servers.startDoor('door', pinned)
    const nginx = await servers.startNginx('nginx', 1, pinned)
    const sides = {
      door: { servers: [door], processes: ['door'] },
      nginx: { servers: [nginx], processes: ['nginx'] },
    }
    const title = 'one process, one core'
    const origin = await measure({ title, sides, command: onClientsCore })
    note('images served at the origin', origin.door, 'nginx, one worker', origin.nginx, { least: 0.5 })
    const { cpuMs } = origin.door
    findings.push({
      what: 'CPU of such an image',
      value: cpuMs,
      unit: 'ms',
      against: 'nginx',
      peer: origin.nginx.cpuMs,
    })
    if (isInstalled('varnishd')) {
      const varnish = await servers.startVarnish('varnish', door, pinned)
      const cached = { varnish: { servers: [varnish], processes: ['varnish', 'door'] }, nginx: sides.nginx }
      const cache = await measure({ title: 'through the cache, one core', sides: cached, command: onClientsCore })
      note('images served through the cache', cache.varnish, 'nginx, one worker', cache.nginx, { least: 0.95 })
    } else say('there is no varnishd here (apt-get install varnish): the cache is not measured')
    if (short) return findings

    for (const size of Object.keys(imageBytes) as RenditionSize[]) {
      const what = `${size.toLowerCase()} images of ${imageBytes[size] / 1_000} KB`
      const { door, nginx } = await measure({ title: what, sides, size, command: onClientsCore })
      note(`of these, ${what}`, door, 'nginx, one worker', nginx)
    }
    const node = await servers.startBareNode('node', pinned)
    const bare = { node: { servers: [node], processes: ['node'] }, door: sides.door }
    const least = await measure({ title: 'the least that Node takes', sides: bare, command: onClientsCore })
    note('images served at the origin', least.door, 'node:http alone, from memory', least.node)
    const forgetful = await servers.startDoor('forgetful', { ...pinned, env: { IMAGE_MEMORY_BYTES: '0' } })
    const unkept = { forgetful: { servers: [forgetful], processes: ['forgetful', 's3-primary'] }, nginx: sides.nginx }
    const store = await measure({ title: 'each read from the store anew', sides: unkept, command: onClientsCore })
    note('images read from the store and served', store.forgetful, 'nginx, one worker', store.nginx)

    const doors = [await servers.startDoor('door-1'), await servers.startDoor('door-2')]
    const workers = await servers.startNginx('workers', 2)
    const both = await measure({
      title: 'two processes, and the client, on all cores',
      sides: {
        doors: { servers: doors, processes: ['door-1', 'door-2'] },
        nginx: { servers: [workers, workers], processes: ['workers'] },
      },
    })
    note('images served at the origin, two processes', both.doors, 'nginx, two workers', both.nginx, { least: 0.5 })
    return findings
  } finally {
    await servers.close()
  }
}

export default bench

async function hold<Name extends string>(
  servers: ImageServers,
  { title, sides, size, command = [] }: Contest<Name>,
  { rounds, seconds }: { rounds: number; seconds: number },
  say: (line: string) => void,
): Promise<Record<Name, Side>> {
  const script = join(servers.folder, 'load.lua')
  writeLoadScript(script, servers.paths(size))
  const names = Object.keys(sides) as Name[]
  const seen = new Map(names.map((name) => [name, [] as { load: Load; cpuMs: Map<string, number> }[]]))
  const measureOf = (name: Name) => async (round: number) => {
    const pids = new Map(sides[name].processes.map((process) => [process, servers.pid(process)]))
    const before = cpuSecondsOfEach(pids)
    const urls = sides[name].servers.map(({ url }) => url)
    const load = await loadBy(script, urls, { connections, seconds, command })
    const after = cpuSecondsOfEach(pids)
    const msOf = (process: string) => ((after.get(process)! - before.get(process)!) * 1_000) / load.answers
    const cpuMs = new Map(sides[name].processes.map((process) => [process, msOf(process)]))
    if (round > 0) seen.get(name)!.push({ load, cpuMs })
    return load.perSecond
  }
  const measures = Object.fromEntries(names.map((name) => [name, measureOf(name)]))
  const perSecond = (await inTurns(rounds, measures)) as Record<Name, number>
  say(title)
  const sideOf = (name: Name): Side => {
    const rounds = seen.get(name)!
    const median = (of: (each: (typeof rounds)[number]) => number) => medianOf(rounds.map(of))
    const megabytes = median(({ load }) => load.bytesPerSecond) / 1e6
    const p99Ms = median(({ load }) => load.p99Ms)
    const costs = sides[name].processes.map((process) => [process, median(({ cpuMs }) => cpuMs.get(process)!)] as const)
    const cpu = costs.map(([process, ms]) => `${process} ${ms.toFixed(3)} ms`).join(', ')
    const rates = `${perSecond[name].toFixed(0)}/s, ${megabytes.toFixed(0)} MB/s, p99 ${p99Ms.toFixed(1)} ms`
    say(`  ${name}: ${rates}; CPU of an image: ${cpu}`)
    return { perSecond: perSecond[name], cpuMs: costs.reduce((sum, [, ms]) => sum + ms, 0) }
  }
  return Object.fromEntries(names.map((name) => [name, sideOf(name)])) as Record<Name, Side>
}
