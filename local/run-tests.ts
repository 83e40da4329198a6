import { fileURLToPath } from 'node:url'
import { groupTests } from './test-groups.ts'
import { run, runOnTestStores } from './test-run.ts'

// `npm test`: first what `npm run check` checks, but for the boundaries, which are a test too; then every test on a Postgres and a Redis of its own.
// `npm test -- media/upload.test.ts --test-name-pattern=ticket` runs what is named, and no checks.
// `npm test -- --without-redis e2e/*.test.ts` runs it with no Redis anywhere.

const root = fileURLToPath(new URL('../', import.meta.url))
const given = process.argv.slice(2)
const files = given.filter((argument) => !argument.startsWith('-'))
const withoutRedis = '--without-redis'
const flags = given.filter((argument) => argument.startsWith('-') && argument !== withoutRedis)
/** More than there are cores of a small machine: many wait for a clock, a store or a job. */
const parallelFiles = 3

process.exitCode = (given.length === 0 && (await check())) || (await runTests())
if (process.connected) process.disconnect()

function check(): Promise<number> {
  const checks = ['types', 'lint', 'fresh'].map((name) => `//#${name}`)
  return run('node_modules/.bin/turbo', ['run', ...checks, '--output-logs=errors-only'], {
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  })
}

function runTests(): Promise<number> {
  const node = ['--test', `--test-concurrency=${parallelFiles}`, '--test-reporter=spec']
  return runOnTestStores(
    [...node, ...flags, ...(files.length ? files : groupTests(root, `${root}.data/test-groups`))],
    {
      redis: !given.includes(withoutRedis),
    },
  )
}
