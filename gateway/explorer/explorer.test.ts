import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { toyWorld } from '../testing/toy-world.ts'

const body =
  'fragment F on Edge {\n  cursor\n  __typename\n}\n\nquery HomeFeed {\n  homeFeed {\n    ...F\n    __typename\n  }\n}'
const operations = [{ id: 'x', name: 'HomeFeed', body }]
const accounts = { handles: ['ada', 'ben'], password: 'a password' }

test('the explorer is a page of our own files, which may call nobody else', async (t) => {
  const { gateway } = await toyWorld(t, { operations, explorer: { accounts } })
  const page = await fetch(`${gateway.url}/explorer`)
  assert.equal(page.status, 200)
  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /connect-src 'self';/)
  assert.doesNotMatch(policy, /https?:|unsafe-eval/)
  const html = await page.text()
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!)
  assert.ok(loaded.length > 10)
  for (const path of loaded) {
    const { status, headers } = await fetch(new URL(path, `${gateway.url}/explorer/`))
    assert.equal(status, 200, path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
  }
  const config = await (await fetch(`${gateway.url}/explorer/config.json`)).json()
  assert.deepEqual(config, {
    examples: [
      {
        name: 'HomeFeed',
        text: 'query HomeFeed {\n  homeFeed {\n    ...F\n  }\n}\n\nfragment F on Edge {\n  cursor\n}',
        variables: { first: 3 },
      },
    ],
    accounts,
  })
  for (const path of ['/explorer/..%2f..%2fpackage.json', '/explorer/%2e%2e/package.json', '/explorer/nothing.js'])
    assert.equal((await fetch(gateway.url + path)).status, 404, path)
})

test('without the setting there is no explorer, and the front page does not speak of one', async (t) => {
  const { gateway } = await toyWorld(t)
  for (const path of ['/explorer', '/explorer/main.js']) assert.equal((await fetch(gateway.url + path)).status, 404)
  assert.doesNotMatch(await (await fetch(gateway.url)).text(), /explorer/)
})

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

test('a browser shows it, reads the schema and offers its accounts', {
  skip: chromium ? false : 'no chromium here',
}, async (t) => {
  const { gateway, lines } = await toyWorld(t, { operations, explorer: { accounts } })
  const profile = mkdtempSync(join(tmpdir(), 'halide-explorer-'))
  t.after(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${profile}`,
    '--virtual-time-budget=8000',
  ]
  const { stdout, stderr } = await promisify(execFile)(
    chromium!,
    [...flags, '--enable-logging=stderr', '--dump-dom', `${gateway.url}/explorer`],
    { timeout: 60_000, maxBuffer: 32 * 1024 * 1024 },
  )
  assert.match(stdout, /HomeFeed/)
  assert.match(stdout, /<button[^>]*>ada<\/button>/)
  assert.doesNotMatch(stderr, /Content Security Policy|Refused to/)
  assert.ok(lines.some(({ operation, outcome }) => operation === 'IntrospectionQuery' && outcome === 'ok'))
})
