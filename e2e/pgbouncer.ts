import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installedProgram } from '@halide/local/installed-program.ts'
import { claimPorts } from '@halide/local/ports.ts'
import { runAsNobody } from '@halide/local/postgres/run-as.ts'
import pg from 'pg'

const program = installedProgram('pgbouncer')

/** Why there is no PgBouncer on this machine, for `skip`; false when there is one. */
export const noPgBouncer = program ? false : 'no pgbouncer on this machine (apt-get install pgbouncer)'

export interface PgBouncer {
  /** The address of a database, through the bouncer. */
  before(databaseUrl: string): string
  /** As its admin console counts: transactions that went through, and connections to Postgres just now. */
  counts(): Promise<{ transactions: number; serverConnections: number }>
  stop(): Promise<void>
}

/** A real PgBouncer in transaction mode before the server of an address, with so many connections to a database. */
export async function startPgBouncer(serverUrl: string, poolSize: number): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, password } = new URL(serverUrl)
  const folder = mkdtempSync(join(tmpdir(), 'halide-pgbouncer-'))
  const { ports, release } = await claimPorts(1)
  const port = ports[0]!
  writeFileSync(join(folder, 'users.txt'), `"${username}" "${decodeURIComponent(password)}"\n`)
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users.txt'),
    admin_users: username,
    pool_mode: 'transaction',
    default_pool_size: poolSize,
    max_client_conn: 1_000,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const databases = `[databases]\n* = host=${hostname} port=${serverPort}`
  writeFileSync(join(folder, 'pgbouncer.ini'), `${databases}\n[pgbouncer]\n${lines.join('\n')}\n`)
  // It refuses to run as root.
  const user = runAsNobody([folder])
  user.own(folder)
  const [command, ...args] = [...user.prefix, program!, '--quiet', join(folder, 'pgbouncer.ini')]
  const bouncer = spawn(command!, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  bouncer.stderr.on('data', (chunk) => {
    said += chunk
  })

  const before = (databaseUrl: string) => {
    const url = new URL(databaseUrl)
    url.host = `127.0.0.1:${port}`
    return url.href
  }
  async function ask(command: string): Promise<Record<string, string>[]> {
    const url = new URL(before(serverUrl))
    url.pathname = '/pgbouncer'
    const console = new pg.Client({ connectionString: url.href })
    await console.connect()
    try {
      return (await console.query(command)).rows
    } finally {
      await console.end()
    }
  }
  async function stop(): Promise<void> {
    if (bouncer.exitCode === null) {
      bouncer.kill('SIGTERM') // "immediate": it waits for nobody
      await once(bouncer, 'exit')
    }
    release()
    rmSync(folder, { recursive: true, force: true })
  }

  for (let tries = 1; ; tries += 1) {
    try {
      await ask('show version')
      break
    } catch (error) {
      if (tries < 200 && bouncer.exitCode === null) await sleep(50)
      else {
        await stop()
        throw new Error(`pgbouncer does not serve: ${said}`, { cause: error })
      }
    }
  }
  return {
    before,
    async counts() {
      const sum = (rows: Record<string, string>[], column: string) =>
        rows.reduce((total, row) => total + (row.database === 'pgbouncer' ? 0 : Number(row[column])), 0)
      const [stats, servers] = [await ask('show stats'), await ask('show servers')]
      return { transactions: sum(stats, 'total_xact_count'), serverConnections: servers.length }
    },
    stop,
  }
}
