import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startToy } from './testing/toy-subgraphs.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

function start(t: TestContext, env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill('SIGKILL'))
  return child
}

test('the process serves from its settings, says where, and ends in order', async (t) => {
  const feed = await startToy('feed')
  t.after(feed.stop)
  const child = start(t, { PORT: '0', SUBGRAPH_URLS: `feed=${feed.url}` })
  const ended = once(child, 'exit')
  const lines: Record<string, unknown>[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(JSON.parse(line))
    const { msg, url } = lines.at(-1) ?? {}
    if (msg !== 'ready') continue
    assert.equal((await fetch(`${url}/health/live`)).status, 200)
    child.kill('SIGTERM')
  }
  assert.deepEqual(await ended, [0, null])
  const warned = lines.filter(({ level }) => level === 40).map(({ msg }) => String(msg).split(' ')[0])
  assert.deepEqual(warned, ['GATEWAY_SECRET', 'AUTH_JWKS_URL'])
})

test('every fault of the settings is told at once', async (t) => {
  const child = start(t, { PORT: 'many', GATEWAY_SECRET: 'short', SUBGRAPH_URLS: 'user', AUTH_JWKS_URL: 'here' })
  const ended = once(child, 'exit')
  const told = await text(child.stderr)
  for (const name of ['PORT', 'GATEWAY_SECRET', 'SUBGRAPH_URLS', 'AUTH_JWKS_URL']) assert.match(told, new RegExp(name))
  assert.deepEqual(await ended, [78, null])
})
