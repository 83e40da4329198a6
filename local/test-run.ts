import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { env, wholeEnv } from './env.ts'
import { whenInterrupted } from './interrupted.ts'
import { startTestStores, type TestStores } from './test-stores.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

const interruption = new AbortController()
whenInterrupted(
  () => interruption.abort(),
  () => process.exit(130), // the reaper stops what is left
)

/** Runs a Node program on a Postgres and a Redis for tests, which are stopped after it; answers its exit code. */
export async function runOnTestStores(args: string[], { redis = true, durable = false } = {}): Promise<number> {
  const { databaseUrl, redisUrl, stop } = await findStores(redis, durable)
  try {
    return await run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      TEST_DATABASE_URL: databaseUrl,
      TEST_REDIS_URL: redisUrl ?? undefined,
      APOLLO_TELEMETRY_DISABLED: 'true',
      NODE_COMPILE_CACHE: `${root}.data/compile-cache`,
    })
  } finally {
    await stop()
  }
}

/** The servers that the environment names, else new ones. */
async function findStores(redis: boolean, durable: boolean): Promise<TestStores> {
  if (env.TEST_DATABASE_URL) {
    const redisUrl = (redis && env.TEST_REDIS_URL) || null
    return { databaseUrl: env.TEST_DATABASE_URL, redisUrl, stop: async () => {} }
  }
  const stores = await startTestStores({ searchPath: env.PATH, downloads: redis ? `${root}.data` : null, durable })
  if (redis && !stores.redisUrl) {
    process.stdout.write('There is no redis-server to be had: the tests that need one are skipped.\n')
  }
  return stores
}

/** Runs a program with its output here; answers its exit code. */
export async function run(command: string, args: string[], more: Record<string, string | undefined>): Promise<number> {
  if (interruption.signal.aborted) return 130
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...wholeEnv, ...more } })
  interruption.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', reject)
  child.once('exit', (code) => resolve(code ?? 130))
  return promise
}
