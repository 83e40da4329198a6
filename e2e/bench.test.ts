import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

// That benchmarks work is shown by a short run of those that bring up no whole system and need no program from elsewhere. What they measure is
// nothing then, and is not looked at.
const names = ['data', 'fan-out', 'growth', 'jobs', 'likes', 'photo', 'rows', 'views']

test('benchmarks find what they look for', { timeout: 300_000, skip: !process.env.TEST_REDIS_URL }, async (t) => {
  const main = fileURLToPath(new URL('bench/main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...names, '--short'])
  t.after(() => child.kill())
  const exit = new Promise((resolve) => child.once('exit', resolve))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.equal(await exit, 0, errors)
  const rows = output.split('\n').filter((line) => line.startsWith('| '))
  assert.ok(rows.length > 2 + names.length, output)
  for (const row of rows.slice(2)) assert.doesNotMatch(row, /NaN|∞|undefined/, output)
})
