import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)

/** The program lies in `redis-tools`; called by this name, which is a link of the package `redis-server`, it is the server. */
const programInPackage = 'usr/bin/redis-server'

/**
 * Redis from the packages of Debian (or Ubuntu), downloaded by apt and unpacked without root and without installing anything.
 * Null where that is not to be had: another system, no network.
 */
export async function unpackDebianRedis(folder: string): Promise<{ path: string; env: Record<string, string> } | null> {
  if (!existsSync(join(folder, programInPackage))) {
    const draft = `${folder}.draft`
    rmSync(draft, { recursive: true, force: true })
    try {
      await unpack(draft)
      rmSync(folder, { recursive: true, force: true })
      renameSync(draft, folder)
    } catch {
      rmSync(draft, { recursive: true, force: true })
      return null
    }
  }
  return { path: join(folder, programInPackage), env: { LD_LIBRARY_PATH: libraryFolders(folder).join(':') } }
}

async function unpack(folder: string): Promise<void> {
  const apt = await findApt(folder)
  await fetchAndUnpack(apt, folder, ['redis-tools', 'redis-server'])
  const known =
    (await run('apt-cache', [...apt, 'depends', 'redis-tools', 'redis-server'])).match(/lib[a-z0-9.+-]+/g) ?? []
  for (let round = 0; round < 4; round++) {
    const missing = await missingLibraries(folder)
    if (missing.length === 0) return
    await fetchAndUnpack(
      apt,
      folder,
      missing.map((library) => packageOf(library, known)),
    )
  }
  throw new Error('libraries of redis-server are missing')
}

/** apt's options: none when its lists know Redis, else those of package lists of our own, which need no root. */
async function findApt(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const known = await run('apt-cache', ['show', 'redis-tools']).catch(() => '')
  if (known) return []
  const own = join(folder, 'apt')
  for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(own, part), { recursive: true })
  const options = [
    `Dir::State::lists=${own}/lists`,
    `Dir::Cache=${own}/cache`,
    'Debug::NoLocking=true',
    'APT::Sandbox::User=',
  ]
  const apt = options.flatMap((option) => ['-o', option])
  await run('apt-get', [...apt, '-qq', 'update'])
  return apt
}

async function fetchAndUnpack(apt: string[], folder: string, packages: string[]): Promise<void> {
  await run('apt-get', [...apt, '-qq', '-o', 'APT::Sandbox::User=', 'download', ...packages], folder)
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(folder, name), folder])
    rmSync(join(folder, name))
  }
}

/** What the linker does not find, such as `liblzf.so.1`. */
async function missingLibraries(folder: string): Promise<string[]> {
  const env = { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: libraryFolders(folder).join(':') }
  const { stdout } = await runFile('ldd', [join(folder, programInPackage)], { env, timeout: 10_000 })
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library!)
}

/** Debian's rule for names: `liblzf.so.1` is in `liblzf1`, `liblua5.1.so.0` in `liblua5.1-0`; a suffix such as `t64` may follow. */
function packageOf(library: string, known: readonly string[]): string {
  const [, name = library, version = ''] = /^(.+)\.so\.(\d+)/.exec(library) ?? []
  const wanted = `${name}${/\d$/.test(name) ? '-' : ''}${version}`.toLowerCase()
  return known.find((candidate) => candidate === wanted || candidate === `${wanted}t64`) ?? wanted
}

function libraryFolders(folder: string): string[] {
  const libraries = join(folder, 'usr/lib')
  const machines = existsSync(libraries) ? readdirSync(libraries).filter((name) => name.includes('-linux-')) : []
  return machines.map((name) => join(libraries, name))
}

async function run(program: string, args: string[], cwd?: string): Promise<string> {
  const { stdout } = await runFile(program, args, { ...(cwd && { cwd }), timeout: 120_000, maxBuffer: 1 << 26 })
  return stdout
}
