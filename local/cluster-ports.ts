import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { StoreName } from './cluster.ts'
import { portHolder } from './port-holder.ts'
import { freePort, isFree } from './ports.ts'
import { type ServiceName, serviceNames } from './services.ts'

export type ClusterPorts = Record<ServiceName | StoreName, number>

const storeNames: readonly StoreName[] = ['postgres', 'redis', 's3-primary', 's3-backup']
const doors = { gateway: '--port', media: '--media-port' } as const

/** A free port for every process. Those of `wanted` are taken or not at all; others stay as in `file`, where they are free. */
export async function choosePorts(wanted: Partial<ClusterPorts>, file?: string): Promise<ClusterPorts> {
  const before: Partial<ClusterPorts> = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const chosen: Partial<ClusterPorts> = {}
  for (const name of [...serviceNames, ...storeNames]) {
    const port = wanted[name]
    if (port !== undefined && !(await isFree(port))) throw new Error(takenMessage(name, port))
    chosen[name] = port ?? (await unusedPort(chosen, before[name]))
  }
  if (file) writeFileSync(file, JSON.stringify(chosen))
  return chosen as ClusterPorts
}

async function unusedPort(chosen: Partial<ClusterPorts>, preferred: number | undefined): Promise<number> {
  const port = await freePort(preferred)
  return Object.values(chosen).includes(port) ? unusedPort(chosen, undefined) : port
}

function takenMessage(name: ServiceName | StoreName, port: number): string {
  const holder = portHolder(port)
  const flag = name in doors ? doors[name as keyof typeof doors] : undefined
  return `Port ${port}, on which ${name} is to listen, is taken${holder ? ` by ${holder}` : ''}.${
    flag ? ` Choose another one: npm start -- ${flag} ${port + 100}` : ''
  }`
}
