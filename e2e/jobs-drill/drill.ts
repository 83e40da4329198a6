import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '@halide/jobs/test-world.ts'
import { noRedis } from '@halide/timeline/test-redis.ts'
import { noVarnish } from '../chaos/cache.ts'
import { createEnding } from '../ending.ts'
import type { World } from '../world.ts'
import { type Admin, triesOf } from './admin.ts'
import { type Act, allActs, holdAgainst } from './audit.ts'
import { subjects } from './scene.ts'
import { type Drill, password, setUp } from './set-up.ts'
import { needs } from './troubles.ts'

// `npm run jobs:drill`: every kind of job through the gateway, as an admin does it: planned, run, cancelled while it waits and while it
// runs, made to fail, retried; refused to everybody else; and found in the audit. Prints a row for each kind, and ends with 1 when
// something is missing. `npm run jobs:drill -- warm_feeds` drills that kind alone.

const columns = [
  'planned',
  'run',
  'cancelled waiting',
  'cancelled running',
  'failed',
  'retried',
  'refused',
  'audited',
] as const
type Column = (typeof columns)[number]
type Cells = Partial<Record<Column, { ok: boolean; says: string }>>

const only = process.argv.slice(2)
const reason = 'the drill of all jobs'
const say = (text: string) => process.stdout.write(`${text}\n`)

if (noVarnish) {
  say(noVarnish)
  process.exit(1)
}

const ending = createEnding()

try {
  const drill = await setUp(ending, reason)
  const { jobKinds } = await drill.admin.person.gql<{ jobKinds: { name: string }[] }>('{ jobKinds { name } }')
  const kinds = jobKinds.map(({ name }) => name).filter((name) => only.length === 0 || only.includes(name))
  const rows = new Map(kinds.map((kind) => [kind, {} as Cells]))
  const done = new Map<string, Act[]>()
  const note = (kind: string, action: string, jobId: string | null) =>
    void done.set(kind, [...(done.get(kind) ?? []), { action, kind, jobId, reason, admin: { handle: 'ada' } }])

  await whileAllWait(drill, kinds, rows, note)
  for (const kind of kinds) {
    // Access tokens last a quarter of an hour.
    await drill.admin.person.signIn('ada@halide.example', password)
    await oneKind(drill, kind, rows.get(kind)!, note)
    say(lineOf(kind, rows.get(kind)!))
    for (const [column, { ok, says }] of Object.entries(rows.get(kind)!)) if (!ok) say(`  ${column}: ${says}`)
  }
  const audit = await allActs(drill.admin.person)
  for (const kind of kinds) rows.get(kind)!.audited = holdAgainst(audit, done.get(kind) ?? [])
  say(`\n${'kind'.padEnd(24)}${columns.map((column) => column.padEnd(19)).join('')}`)
  for (const kind of kinds) say(lineOf(kind, rows.get(kind)!))
  say('\nwhat failed, and why:')
  for (const kind of kinds) say(`  ${kind.padEnd(24)}${rows.get(kind)!.failed?.says ?? ''}`)
  const missing = [...rows].flatMap(([kind, cells]) =>
    columns.flatMap((column) =>
      cells[column]?.ok ? [] : [`${kind}, ${column}: ${cells[column]?.says ?? 'not reached'}`],
    ),
  )
  for (const each of missing) say(`MISSING ${each}`)
  say(missing.length === 0 ? `\nPASS: ${kinds.length} kinds` : `\nFAIL: ${missing.length} cells are missing`)
  process.exitCode = missing.length === 0 ? 0 : 1
} finally {
  await ending.stopAll()
}

type Note = (kind: string, action: string, jobId: string | null) => void

/** Nothing is begun meanwhile: each kind waits, is left alone by strangers, and is cancelled. */
async function whileAllWait(
  { admin, strangers }: Drill,
  kinds: readonly string[],
  rows: Map<string, Cells>,
  note: Note,
) {
  for (const kind of kinds) {
    await admin.pause(kind)
    note(kind, 'PAUSE_JOBS', null)
  }
  // Workers hear of it within a second.
  await sleep(1_500)
  for (const kind of kinds) {
    const cells = rows.get(kind)!
    await into(cells, 'cancelled waiting', async () => {
      const payload = payloadOf(kind)
      const jobId = await admin.run((await admin.plan(kind, payload)).token)
      note(kind, 'RUN_JOB', jobId)
      await into(cells, 'refused', async () => {
        const { token } = await admin.plan(kind, payload)
        const codes = await Promise.all(strangers.map((each) => triesOf(each, kind, payload, token, jobId)))
        const others = codes.flat().filter((code) => code !== 'FORBIDDEN')
        if (others.length > 0) throw new Error(others.join(', '))
        return `yes, ${codes.flat().length} times`
      })
      const { state } = await admin.seen(jobId)
      if (state !== 'WAITING') throw new Error(`it is ${state}`)
      await admin.cancel(jobId)
      note(kind, 'CANCEL_JOB', jobId)
      await admin.untilRun(jobId, 'CANCELLED')
      return 'yes'
    })
  }
  for (const kind of kinds) {
    await admin.resume(kind)
    note(kind, 'RESUME_JOBS', null)
  }
  await sleep(1_500)
}

async function oneKind(
  { world, admin, scene, troubles }: Drill,
  kind: string,
  cells: Cells,
  note: Note,
): Promise<void> {
  const [subject, need] = [subjects.get(kind), needs[kind]]
  if (!subject || !need) {
    const lacks = kind === 'snapshot_redis' && noRedis
    for (const column of columns)
      cells[column] ??= { ok: lacks !== false, says: lacks || 'this drill does not know the kind' }
    return
  }
  const payload = payloadOf(kind)
  const run = async (token: string) => {
    const jobId = await admin.run(token)
    note(kind, 'RUN_JOB', jobId)
    return jobId
  }

  await into(cells, 'run', async () => {
    await scene.set(subject)
    const { token, touches } = await admin.plan(kind, payload)
    cells.planned = { ok: true, says: touches ?? 'yes' }
    const { progress } = await admin.untilDone(kind, await run(token))
    return progress ? `DONE, told ${progress.done}` : 'DONE'
  })

  await into(cells, 'cancelled running', async () => {
    await scene.set(subject)
    const { token } = await admin.plan(kind, payload)
    const letGo = await troubles.hold(need)
    try {
      const jobId = await run(token)
      await admin.untilState(jobId, 'RUNNING')
      await admin.cancel(jobId)
      note(kind, 'CANCEL_JOB', jobId)
      await admin.untilRun(jobId, 'CANCELLED')
      return 'yes'
    } finally {
      await letGo()
    }
  })

  let jobId = ''
  await into(cells, 'failed', async () => {
    await scene.set(subject)
    const { token } = await admin.plan(kind, payload)
    const bringBack = await troubles.takeAway(need)
    try {
      jobId = await run(token)
      const failed = await admin.untilState(jobId, 'RETRYING', 'QUARANTINED')
      if (!failed.error) throw new Error('it does not say why')
      const { quarantineCode, error } = await spent(world, admin, failed.id, failed.number)
      if (!quarantineCode) throw new Error('it is in quarantine for no reason')
      return `${quarantineCode}: ${error?.split('\n').at(-1)}`
    } finally {
      await bringBack()
    }
  })
  await into(cells, 'retried', async () => {
    const again = await admin.retry(jobId)
    note(kind, 'RETRY_JOB', again)
    await admin.untilDone(kind, again)
    return 'DONE'
  })
}

/** As if the hours had passed that lie between the attempts of a job: it fails for the last time. */
async function spent(world: World, admin: Admin, jobId: string, number: string) {
  return until(async () => {
    await world.sql(
      `update graphile_worker._private_jobs set attempts = greatest(attempts, max_attempts - 1), run_at = now()
       where id = $1 and locked_at is null and attempts < max_attempts`,
      [number],
    )
    await world.sql(`select pg_notify('jobs:insert', '{"r":0,"count":1}')`)
    const job = await admin.seen(jobId)
    return job.state === 'QUARANTINED' && job
  }, 30)
}

function payloadOf(kind: string): string {
  const payload = subjects.get(kind)?.payload ?? {}
  return JSON.stringify(payload, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
}

/** A cell says what came of an act, or why it failed. */
async function into(cells: Cells, column: Column, act: () => Promise<string>): Promise<void> {
  try {
    cells[column] = { ok: true, says: await act() }
  } catch (error) {
    cells[column] = { ok: false, says: error instanceof Error ? error.message : String(error) }
  }
}

function lineOf(kind: string, cells: Cells): string {
  const texts = columns.map((column) => {
    const cell = cells[column]
    if (!cell) return '…'
    if (!cell.ok) return 'MISSING'
    return column === 'failed' ? cell.says.split(':')[0]!.toLowerCase() : cell.says
  })
  return `${kind.padEnd(24)}${texts.map((text) => text.slice(0, 18).padEnd(19)).join('')}`
}
