import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { StoreName } from './cluster.ts'
import { portHolder } from './port-holder.ts'
import { claimPorts, isFree } from './ports.ts'
import { type ServiceName, serviceNames } from './services.ts'

export type ClusterPorts = Record<ServiceName | StoreName | 'web', number>

const storeNames: readonly StoreName[] = ['postgres', 'redis', 's3-primary', 's3-backup']
const furtherWorkers = 7
const doors = { gateway: '--port', media: '--media-port', web: '--web-port' } as const

export interface ClaimedPorts {
  ports: ClusterPorts
  /** For workers beside the first. */
  further: readonly number[]
  release(): void
}

/**
 * A free port for every process. Those of `wanted` are taken or not at all; the others are the same as the last time `file` was
 * given, where they are free.
 */
export async function claimClusterPorts(
  wanted: Partial<Record<keyof typeof doors, number>> = {},
  file?: string,
): Promise<ClaimedPorts> {
  for (const [door, port] of Object.entries(wanted)) {
    if (!(await isFree(port))) throw new Error(takenMessage(door as keyof typeof doors, port))
  }
  const names = [...serviceNames, ...storeNames, 'web']
  const before = file && existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
  const { base, ports, release } = await claimPorts(names.length + furtherWorkers, before)
  if (file) writeFileSync(file, String(base))
  const own = Object.fromEntries(names.map((name, i) => [name, ports[i]!])) as ClusterPorts
  return { ports: { ...own, ...wanted }, further: ports.slice(names.length), release }
}

function takenMessage(door: keyof typeof doors, port: number): string {
  const holder = portHolder(port)
  const by = holder ? ` by ${holder}` : ''
  return `Port ${port}, on which ${door} is to listen, is taken${by}. Choose another one: npm start -- ${doors[door]} ${port + 100}`
}
