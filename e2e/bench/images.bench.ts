import { join } from 'node:path'
import type { RenditionSize } from '@halide/schema/renditions.ts'
import type { Bench, Finding } from './finding.ts'
import { type ImageServers, imageBytes, type Server, startImageServers } from './image-servers.ts'
import { inTurns, medianOf } from './in-turns.ts'
import { processorSeconds } from './processor-time.ts'
import { isInstalled, type Load, loadBy, writeLoadScript } from './wrk.ts'

const connections = 32

/** What is measured together: each is asked for the same paths, by the same client, on as many kept-alive connections. */
interface Contest {
  title: string
  /** By name; several of one name share the load. The names of processes whose CPU counts come with them. */
  sides: Record<string, { servers: readonly Server[]; processes: readonly string[] }>
  size?: RenditionSize
  /** What starts the client. */
  command?: readonly string[]
}

/** Of one side: medians, and what each of its processes takes for an answer. */
interface Side {
  perSecond: number
  cpuMs: number
}

/**
 * Renditions served, by the door itself and by the cache before it, against nginx over the same files, with one core and one process
 * each; then with two processes. Images are asked for in turn: a thumbnail, a medium one, a large one.
 */
const bench: Bench = async ({ short, say }) => {
  const missing = ['wrk', 'nginx'].filter((program) => !isInstalled(program))
  if (missing.length > 0) {
    say(`skipped: there is no ${missing.join(' and no ')} here (apt-get install wrk nginx-light)`)
    return []
  }
  const servers = await startImageServers(short ? 2 : 40)
  const measure = (contest: Contest) =>
    hold(servers, contest, short ? { rounds: 1, seconds: 1 } : { rounds: 5, seconds: 4 }, say)
  // The servers have one core, the client the other one.
  const [onServersCore, onClientsCore] = isInstalled('taskset')
    ? [
        ['taskset', '-c', '0'],
        ['taskset', '-c', '1'],
      ]
    : [[], []]
  const findings: Finding[] = []
  const found = (what: string, value: number, against: string, peer: number, goal?: Finding['goal'], unit = '/s') =>
    findings.push({ what, value, unit, against, peer, ...(goal && { goal }) })
  try {
    const one = { command: onServersCore }
    const nginx = await servers.startNginx('nginx', 1, one)
    const door = await servers.startDoor('door', one)
    const sides: Contest['sides'] = {
      door: { servers: [door], processes: ['door'] },
      nginx: { servers: [nginx], processes: ['nginx'] },
    }
    if (isInstalled('varnishd')) {
      const varnish = await servers.startVarnish('varnish', door, one)
      sides.varnish = { servers: [varnish], processes: ['varnish', 'door'] }
    } else say('there is no varnishd here (apt-get install varnish): the cache is not measured')
    const single = await measure({ title: 'one process, one core', sides, command: onClientsCore })
    const peer = single.nginx!
    found('images served at the origin, one process', single.door!.perSecond, 'nginx, one worker', peer.perSecond, {
      least: 0.5,
    })
    if (single.varnish)
      found(
        'images served through the cache, one core',
        single.varnish.perSecond,
        'nginx, one worker',
        peer.perSecond,
        { least: 0.95 },
      )
    found('CPU of an image at the origin', single.door!.cpuMs, 'nginx', peer.cpuMs, undefined, 'ms')
    if (short) return findings
    for (const size of Object.keys(imageBytes) as RenditionSize[]) {
      const title = `one process, ${size.toLowerCase()} (${imageBytes[size]} B)`
      const { door, nginx } = await measure({ title, sides, size, command: onClientsCore })
      found(
        `of these, ${size.toLowerCase()} ones (${imageBytes[size] / 1000} KB)`,
        door!.perSecond,
        'nginx, one worker',
        nginx!.perSecond,
      )
    }
    const second = await servers.startDoor('door-2')
    const free = await servers.startDoor('door-1')
    const nginx2 = await servers.startNginx('nginx-2', 2)
    const double = await measure({
      title: 'two processes, sharing both cores with the client',
      sides: {
        doors: { servers: [free, second], processes: ['door-1', 'door-2'] },
        nginx: { servers: [nginx2, nginx2], processes: ['nginx-2'] },
      },
    })
    found(
      'images served at the origin, two processes',
      double.doors!.perSecond,
      'nginx, two workers',
      double.nginx!.perSecond,
      { least: 0.5 },
    )
    return findings
  } finally {
    await servers.close()
  }
}

export default bench

async function hold(
  servers: ImageServers,
  { title, sides, size, command = [] }: Contest,
  { rounds, seconds }: { rounds: number; seconds: number },
  say: (line: string) => void,
): Promise<Record<string, Side>> {
  const script = join(servers.folder, 'load.lua')
  writeLoadScript(script, servers.paths(size))
  const seen = new Map<string, { load: Load; cpu: Map<string, number> }[]>()
  const measures = Object.entries(sides).map(([name, { servers: asked, processes }]) => {
    const pids = new Map(processes.map((process) => [process, servers.pid(process)]))
    const measure = async (round: number) => {
      const before = processorSeconds(pids)
      const urls = asked.map(({ url }) => url)
      const load = await loadBy(script, urls, { connections, seconds, command })
      const cpu = new Map(
        [...processorSeconds(pids)].map(([each, after]) => [each, ((after - before.get(each)!) * 1e3) / load.answers]),
      )
      if (round > 0) seen.set(name, [...(seen.get(name) ?? []), { load, cpu }])
      return load.perSecond
    }
    return [name, measure] as const
  })
  const perSecond = await inTurns(rounds, Object.fromEntries(measures))
  say(title)
  return Object.fromEntries(
    Object.entries(sides).map(([name, { processes }]) => {
      const each = seen.get(name)!
      const cpu = processes.map((process) => [process, medianOf(each.map((one) => one.cpu.get(process)!))] as const)
      const megabytes = medianOf(each.map(({ load }) => load.bytesPerSecond)) / 1e6
      const p99 = medianOf(each.map(({ load }) => load.p99Ms))
      const costs = cpu.map(([process, ms]) => `${process} ${ms.toFixed(3)} ms`).join(', ')
      say(
        `  ${name}: ${perSecond[name]!.toFixed(0)}/s, ${megabytes.toFixed(0)} MB/s, p99 ${p99.toFixed(1)} ms; CPU an image: ${costs}`,
      )
      return [name, { perSecond: perSecond[name]!, cpuMs: cpu.reduce((sum, [, ms]) => sum + ms, 0) }]
    }),
  )
}
