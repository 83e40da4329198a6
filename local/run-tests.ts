import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { env, wholeEnv } from './env.ts'
import { whenInterrupted } from './interrupted.ts'
import { startTestStores, type TestStores } from './test-stores.ts'

// `npm test`: first what `npm run check` checks, then every test on a Postgres and a Redis of its own.
// `npm test -- media/upload.test.ts --test-name-pattern=ticket` runs what is named, and no checks.

const root = fileURLToPath(new URL('../', import.meta.url))
const given = process.argv.slice(2)
const files = given.filter((argument) => !argument.startsWith('-'))
const flags = given.filter((argument) => argument.startsWith('-'))
const parallelFiles = 2

const interruption = new AbortController()
whenInterrupted(
  () => interruption.abort(),
  () => process.exit(130), // the reaper stops what is left
)

process.exitCode = await runAll()
if (process.connected) process.disconnect()

async function runAll(): Promise<number> {
  if (files.length === 0 && flags.length === 0) {
    const checks = ['types', 'lint', 'boundaries', 'fresh'].map((check) => `//#${check}`)
    const failed = await run('node_modules/.bin/turbo', ['run', ...checks, '--output-logs=errors-only'], {
      TURBO_TELEMETRY_DISABLED: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
    })
    if (failed) return failed
  }
  const stores = await findStores()
  try {
    return await runNodeTests(stores)
  } finally {
    await stores.stop()
  }
}

/** The servers that the environment names, else new ones. */
async function findStores(): Promise<TestStores> {
  if (env.TEST_DATABASE_URL) {
    return { databaseUrl: env.TEST_DATABASE_URL, redisUrl: env.TEST_REDIS_URL ?? null, stop: async () => {} }
  }
  const stores = await startTestStores({ searchPath: env.PATH, downloads: `${root}.data` })
  if (!stores.redisUrl) {
    process.stdout.write('There is no redis-server to be had: the tests that need one are skipped.\n')
  }
  return stores
}

function runNodeTests({ databaseUrl, redisUrl }: TestStores): Promise<number> {
  const node = ['--disable-warning=ExperimentalWarning', '--test', `--test-concurrency=${parallelFiles}`]
  return run(
    process.execPath,
    [...node, '--test-reporter=spec', ...flags, ...(files.length ? files : ['**/*.test.ts'])],
    {
      TEST_DATABASE_URL: databaseUrl,
      TEST_REDIS_URL: redisUrl ?? undefined,
      APOLLO_TELEMETRY_DISABLED: 'true',
    },
  )
}

/** Runs a program with its output here; answers its exit code. */
async function run(command: string, args: string[], more: Record<string, string | undefined>): Promise<number> {
  if (interruption.signal.aborted) return 130
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...wholeEnv, ...more } })
  interruption.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', reject)
  child.once('exit', (code) => resolve(code ?? 130))
  return promise
}
