import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { unpackDebianRedis } from './debian-redis.ts'

/** A redis-server that runs on this machine. */
export interface RedisProgram {
  path: string
  /** What it needs to find its libraries. */
  env: Record<string, string>
  version: string
}

/** The machine's own redis-server, else one unpacked from Debian's packages into `folder`, else null. */
export async function findRedis(
  searchPath: string,
  folder: string,
  onDownload = () => {},
): Promise<RedisProgram | null> {
  for (const path of ['redis-server', 'valkey-server'].flatMap((name) => candidates(searchPath, name))) {
    const found = tryProgram(path, {})
    if (found) return found
  }
  onDownload()
  const unpacked = await unpackDebianRedis(folder)
  return unpacked && tryProgram(unpacked.path, unpacked.env)
}

function candidates(searchPath: string, name: string): string[] {
  // /usr/sbin is not on everyone's path, and holds servers on some systems.
  const folders = [...searchPath.split(delimiter), '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin']
  return folders.map((folder) => join(folder, name)).filter((path) => existsSync(path))
}

function tryProgram(path: string, env: Record<string, string>): RedisProgram | null {
  try {
    const said = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      env,
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { path, env, version: /v=([\d.]+)/.exec(said)?.[1] ?? 'of an unknown version' }
  } catch {
    return null
  }
}
