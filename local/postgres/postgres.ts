import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { ProcessSpec } from '../managed-process.ts'
import { postgresBinaries } from './binaries.ts'
import { type RunAs, runAsNobody } from './run-as.ts'

export interface PostgresSettings {
  /** Where its files lie; made and initialised when it is not there. */
  folder: string
  port: number
  password: string
  /** PATH, to find the programs of the system that are needed under root. */
  searchPath: string
  /** False for throwaway data: nothing is forced to disk, and a crash of the machine loses all. */
  durable: boolean
}

/** An embedded Postgres for the supervisor, listening on the loopback only. */
export async function postgres(settings: PostgresSettings): Promise<{ spec: ProcessSpec; url: string }> {
  const { folder, port, password, searchPath } = settings
  const binaries = await postgresBinaries()
  const data = join(folder, 'data')
  mkdirSync(folder, { recursive: true })
  const user = runAsNobody([binaries.postgres, data])
  user.own(folder)
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries.initdb, data, password, user)
  const [command, ...args] = [...user.prefix, binaries.postgres, '-D', data, '-p', String(port), ...flags(settings)]
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/halide`
  const spec: ProcessSpec = {
    name: 'postgres',
    command: command!,
    args,
    env: { PATH: searchPath, TZ: 'UTC', LC_MESSAGES: 'C' },
    cwd: folder,
    isReady: () => answers(url),
    isStore: true,
    stopSignal: 'SIGINT', // "fast": ends sessions, writes a checkpoint
    stopWithinMs: 15_000,
  }
  return { spec, url }
}

function flags({ durable }: PostgresSettings): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    shared_preload_libraries: 'pg_stat_statements',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function initialise(initdb: string, data: string, password: string, user: RunAs): void {
  rmSync(data, { recursive: true, force: true }) // of an initdb that was interrupted
  const secrets = mkdtempSync(join(tmpdir(), 'halide-'))
  user.own(secrets)
  const passwordFile = join(secrets, 'password')
  writeFileSync(passwordFile, password)
  const [command, ...args] = [...user.prefix, initdb, '-D', data, '-U', 'postgres', '--auth=scram-sha-256']
  const more = [`--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-instructions']
  const { status, stderr } = spawnSync(command!, [...args, ...more], { cwd: dirname(data), encoding: 'utf8' })
  rmSync(secrets, { recursive: true })
  if (status !== 0) throw new Error(`Postgres could not make its data folder ${data}:\n${stderr}`)
}

/** Whether the server takes a connection; the database itself may be missing still. */
async function answers(url: string): Promise<boolean> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
