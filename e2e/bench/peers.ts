import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { World } from '../world.ts'
import { type OwnProcess, startProcess } from './own-process.ts'
import { subgraphUrls } from './subgraph-urls.ts'

/** Other gateways, in the same place as ours: over the same supergraph and the same running subgraphs, whom they bring the same passports. */
export async function startPeers(world: World): Promise<Record<'hive' | 'mercurius', OwnProcess>> {
  install()
  const settings = {
    subgraphUrls: subgraphUrls(world),
    gatewaySecret: world.gatewaySecret,
    jwksUrl: `${world.url('user')}/.well-known/jwks.json`,
  }
  const start = (name: string) => startProcess(new URL(`peers/${name}.mjs`, import.meta.url), settings)
  return { hive: await start('hive'), mercurius: await start('mercurius') }
}

/** They are no packages of Halide's: only who measures against them has them. */
function install(): void {
  const folder = fileURLToPath(new URL('peers/', import.meta.url))
  if (existsSync(`${folder}node_modules`)) return
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('npm could not install the peers; its message is above.')
}
