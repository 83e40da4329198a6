import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ProcessSpec } from './managed-process.ts'
import { identify, waitUntilGone } from './process-identity.ts'
import { createSupervisor, type SupervisorEvent } from './supervisor.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'halide-supervisor-'))
})
after(() => rmSync(folder, { recursive: true }))

/** A program that says when it is ready, and then what `code` does. */
function program(name: string, code: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  const readyFile = join(folder, `${name}.ready`)
  const source = `${code}; require('node:fs').writeFileSync(${JSON.stringify(readyFile)}, String(process.pid))`
  const isReady = async () => existsSync(readyFile)
  return { name, command: process.execPath, args: ['-e', source], env: {}, isReady, isNode: true, ...more }
}

const forever = 'setInterval(() => {}, 1000)'

function supervise() {
  const events: SupervisorEvent[] = []
  const waiting: (() => void)[] = []
  const supervisor = createSupervisor({
    logFolder: join(folder, 'logs'),
    onEvent(event) {
      events.push(event)
      for (const wake of waiting.splice(0)) wake()
    },
  })
  async function eventually(matches: (event: SupervisorEvent) => boolean): Promise<void> {
    while (!events.some(matches)) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return { supervisor, events, eventually }
}

test('a program that is killed is started again, and what it had started is gone', { timeout: 20_000 }, async () => {
  const { supervisor, eventually } = supervise()
  const child = join(folder, 'grandchild')
  const parent = `require('node:child_process').spawn('sleep', ['600'], { stdio: 'ignore' }).once('spawn', function () {
    require('node:fs').writeFileSync(${JSON.stringify(child)}, String(this.pid)) }); ${forever}`
  await supervisor.start(program('parent', parent, { isReady: async () => existsSync(child) }))
  const first = supervisor.pid('parent')!
  const grandchild = identify(Number(readFileSync(child, 'utf8')))!
  process.kill(first, 'SIGKILL')
  await eventually((event) => event.kind === 'ready' && event.restarts === 1)
  assert.notEqual(supervisor.pid('parent'), first)
  assert.ok(await waitUntilGone(grandchild, 2_000))
  await supervisor.stopAll()
})

test('a program that ends before it is ready is an error with its last words', async () => {
  const { supervisor } = supervise()
  const failing = program('failing', 'console.error("the cellar is flooded"); process.exit(3)')
  await assert.rejects(
    supervisor.start(failing),
    /ended before it was ready \(exit code 3\)[\s\S]*the cellar is flooded/,
  )
  assert.equal(supervisor.pid('failing'), undefined)
  await supervisor.stopAll()
})

test('a program that ignores its signal is killed when its time is over, and that is told', async () => {
  const { supervisor, events } = supervise()
  await supervisor.start(program('deaf', `process.on('SIGTERM', () => {}); ${forever}`, { stopWithinMs: 100 }))
  const deaf = identify(supervisor.pid('deaf')!)!
  await supervisor.stopAll()
  assert.ok(await waitUntilGone(deaf, 0))
  assert.deepEqual(events.at(-1), { kind: 'overdue', name: 'deaf' })
})

test('a supervisor killed hard leaves nothing behind, not even programs that notice nothing', {
  timeout: 30_000,
}, async () => {
  const supervisorPage = new URL('supervisor.ts', import.meta.url).href
  const host = `
    import { createSupervisor } from ${JSON.stringify(supervisorPage)}
    const supervisor = createSupervisor({ logFolder: ${JSON.stringify(join(folder, 'doomed'))} })
    const isReady = async () => true
    await supervisor.start({ name: 'sleep', command: 'sleep', args: ['600'], env: { PATH: process.env.PATH }, isReady })
    await supervisor.start({ name: 'node', command: process.execPath, args: ['-e', ${JSON.stringify(forever)}], env: {}, isReady, isNode: true })
    console.log(supervisor.pid('sleep'), supervisor.pid('node'))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', host], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const programs = line
    .toString()
    .trim()
    .split(' ')
    .map((pid) => identify(Number(pid))!)
  assert.ok(programs.every(Boolean))
  child.kill('SIGKILL')
  for (const who of programs) assert.ok(await waitUntilGone(who, 20_000))
})
