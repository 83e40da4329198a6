import { type Db, sql, type Tx } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned, unionAll } from '../count-planned.ts'
import { defineJob, enqueue } from '../kit.ts'
import { counters, type ReconciledCounter } from './counters.ts'

/** Owners whose counts one statement compares. */
export const batchSize = 500
/** One run goes on for so long, then hands over to the next. */
const runForMs = 480_000

/**
 * Compares every counter with the rows that it counts, and puts right what differs. Run by the clock; it may be killed anywhere, and goes
 * on from its checkpoint. A walk that has ended within twelve hours is not begun again.
 */
export const reconcileCounters = defineJob({
  name: 'reconcile_counters',
  what: 'Counters against the rows that they count, 500 owners at once; hands over every 8 min.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 6 },
  timeLimitMs: 600_000,
  plan: (_, { db }) =>
    countPlanned(db, 'owners', unionAll(counters.map(({ owners }) => sql`select from ${owners} as each`))),
  run: async (_, { db, signal, log, progress }) => {
    const until = performance.now() + runForMs
    let compared = 0
    for (const counter of counters) {
      for (;;) {
        const checked = await reconcileSome(db, counter)
        compared += checked
        progress?.(compared)
        if (checked < batchSize) break
        signal.throwIfAborted()
        if (performance.now() > until) {
          await enqueue(db, reconcileCounters, {})
          return
        }
      }
    }
    const walks = await db.counterWalk.findMany({ select: { counter: true, checked: true, drift: true } })
    log.info({ walks }, 'counters compared with what they count')
  },
})

/**
 * The next owners of a walk; fewer than `batchSize` when there are no more. Writers go on meanwhile: what is added is the difference in one snapshot, which
 * stays what was missing whatever they add or take. Only another run would add it again: so the walk's row is locked, by a statement of its
 * own, and the snapshot is taken after that.
 */
async function reconcileSome(db: Db, counter: ReconciledCounter): Promise<number> {
  return db.$transaction(async (tx) => {
    const cursor = await placeOf(tx, counter.name)
    if (cursor === null) return 0
    const [found] = await tx.$queryRaw<
      [{ checked: number; last: bigint | null; drift: number }]
    >`${correct(counter, cursor)}`
    await tx.$executeRaw`
      update counter_walks set checked = checked + ${found.checked}::int, drift = drift + ${found.drift}::int,
        cursor = coalesce(${found.last}::bigint, cursor),
        finished_at = case when ${found.checked}::int < ${batchSize}::int then now() end
      where counter = ${counter.name}`
    return found.checked
  })
}

/** Where the walk goes on, which begins anew where there is none; null when it has ended lately. Locks it. */
async function placeOf(tx: Tx, counter: string): Promise<bigint | null> {
  await tx.$executeRaw`insert into counter_walks (counter) values (${counter}) on conflict do nothing`
  const [walk] = await tx.$queryRaw<[{ cursor: bigint; ended: boolean; isOld: boolean | null }]>`
    select cursor, finished_at is not null as ended, finished_at < now() - interval '12 hours' as "isOld"
    from counter_walks where counter = ${counter} for update`
  if (!walk.ended) return walk.cursor
  if (!walk.isOld) return null
  await tx.$executeRaw`
    update counter_walks set cursor = 0, checked = 0, drift = 0, started_at = now(), finished_at = null where counter = ${counter}`
  return 0n
}

/** Adds what is missing, or takes what is too much, in the first of an owner's rows. Locked in the order of owners. */
function correct({ owners, rows, table, key, column }: ReconciledCounter, cursor: bigint) {
  return sql`
    with owner as materialized (
      select id from ${owners} as each where id > ${cursor}::bigint order by id limit ${batchSize}::int),
    compared as materialized (
      select id, (select count(*) from ${rows})::int
        - coalesce((select sum(${column}) from ${table} where ${key} = owner.id), 0)::int as missing
      from owner),
    corrected as (
      insert into ${table} as c (${key}, shard, ${column}) select id, 0, missing from compared where missing <> 0 order by id
      on conflict (${key}, shard) do update set ${column} = c.${column} + excluded.${column}
    )
    select count(*)::int as checked, max(id) as last, coalesce(sum(abs(missing)), 0)::int as drift from compared`
}
