import type { Db, Tx } from '@halide/prisma/client.ts'
import type { LoadLevel, QueueLevel } from '@halide/prisma/load.ts'
import { reportLoadEveryMs } from '@halide/prisma/report-load.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { byKind, byLane, countQueue } from './count-queue.ts'
import { bringForward } from './deferred.ts'
import { climb, climbWhenHeld } from './ladder.ts'
import type { LoadSettings } from './settings.ts'

/** Milliseconds in which the load that counts takes over two thirds of a change. */
const smoothedOverMs = 5_000
/** A process that has said nothing for so long is no more, or too busy to say it. */
const silentAfterMs = 5 * reportLoadEveryMs
/** Postgres ends the measurement of a worker that was suspended in it: its lock would keep other workers from measuring, and admins waiting. */
const suspendedAfterMs = 2_000

interface State {
  level: LoadLevel
  load: number
  queueLevel: QueueLevel
  risingSince: Date | null
  fallingSince: Date | null
  feedStaleRate: number
  /** By the clock of Postgres. */
  now: Date
  sinceLastMs: number
}

interface MonitorOptions {
  db: Db
  settings: LoadSettings
  /** A worker that was silent for longer is none. */
  deadAfterMs: number
  log: Logger
}

/**
 * Measures the whole system and sets the levels that all processes follow. Every worker has one of these; whichever finds the
 * measurement due, and its row not locked, makes it.
 */
export function startMonitor(options: MonitorOptions): { stop(): Promise<void> } {
  const { settings, log } = options
  let measuring = Promise.resolve()
  const timer = setInterval(() => {
    measuring = measuring.then(() =>
      measureLoad(options).catch((error: unknown) => log.warn({ err: error }, 'the load could not be measured')),
    )
  }, settings.measureEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      await measuring
    },
  }
}

/** One measurement, unless another worker has just made it, or is making it. */
export async function measureLoad({ db, settings, deadAfterMs, log }: MonitorOptions): Promise<void> {
  await db.$transaction(async (tx) => {
    const state = await takeState(tx, settings.measureEveryMs)
    if (!state) return
    const { now } = state
    const [measured, queue, workers, debts] = [
      await loadOfProcesses(tx),
      await countQueue(tx),
      await countWorkers(tx, deadAfterMs),
      await countDebts(tx),
    ]
    const load = state.load + (measured - state.load) * (1 - Math.exp(-state.sinceLastMs / smoothedOverMs))
    const held = climbWhenHeld(
      settings.levels,
      {
        level: state.level,
        risingSince: state.risingSince?.getTime() ?? null,
        fallingSince: state.fallingSince?.getTime() ?? null,
      },
      load,
      { ...settings, now: now.getTime() },
    )
    const queued = byKind(queue)
    const photos = queued.process_photo ?? 0
    const queueLevel = climb(settings.queueLevels, state.queueLevel, photos)
    const wanted = wantedWorkers(settings, queueLevel)
    await tx.loadState.update({
      where: { id: 1 },
      data: {
        load,
        level: held.level,
        ...(held.level !== state.level && { levelSince: now }),
        risingSince: held.risingSince === null ? null : new Date(held.risingSince),
        fallingSince: held.fallingSince === null ? null : new Date(held.fallingSince),
        queueLevel,
        ...(queueLevel !== state.queueLevel && { queueLevelSince: now }),
        queueDepth: photos,
        queued,
        workers,
        wantedWorkers: wanted,
        measuredAt: now,
      },
    })
    await tx.$executeRaw`
      insert into load_samples (level, load, queue_level, queue_depth, lanes, workers, wanted_workers, debts, feed_stale_rate)
      values (current_load_level(), ${load}, ${queueLevel}::queue_level, ${photos}::int, ${JSON.stringify(await byLane(tx, queue))}::jsonb,
        ${workers}::int, ${wanted}::int, ${debts}::int, ${state.feedStaleRate})
      on conflict do nothing`
    await tx.$executeRaw`delete from load_samples where at < now() - interval '1 day'`
    await tx.$executeRaw`delete from process_loads where seen_at < now() - interval '1 minute'`
    const broughtForward = await bringForward(tx)
    if (held.level !== state.level || queueLevel !== state.queueLevel) {
      const levels = { level: held.level, load, queueLevel, photos, wantedWorkers: wanted }
      log.warn(
        { ...levels, before: { level: state.level, queueLevel: state.queueLevel } },
        'the load has another level',
      )
    }
    if (broughtForward > 0) log.info({ photos: broughtForward }, 'photos put off under load are processed now')
  })
}

/** Doubles them where the queue is long, and once more where it is longer still. */
export function wantedWorkers({ workers, maxWorkers }: LoadSettings, queueLevel: QueueLevel): number {
  const times = queueLevel === 'EXTREME' ? 4 : queueLevel === 'FAST' ? 2 : 1
  return Math.max(workers, Math.min(maxWorkers, workers * times))
}

/** The row, locked; null when it was measured a moment ago, or is being measured. */
export async function takeState(tx: Tx, everyMs: number): Promise<State | null> {
  await tx.$executeRawUnsafe(`set local idle_in_transaction_session_timeout = ${suspendedAfterMs}`)
  const [state] = await tx.$queryRaw<State[]>`
    select level::text, load, queue_level::text as "queueLevel", rising_since as "risingSince", falling_since as "fallingSince",
      feed_stale_rate as "feedStaleRate", clock_timestamp() as now,
      coalesce(extract(epoch from clock_timestamp() - measured_at) * 1000, 0)::float8 as "sinceLastMs"
    from load_state where measured_at is null or measured_at < now() - ${everyMs}::int * 0.8 * interval '1 ms'
    for update skip locked`
  return state ?? null
}

/** The highest mean of the processes of a kind: one that is overloaded beside idle ones is a matter of how calls are spread. */
async function loadOfProcesses(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ load: number }[]>`
    select coalesce(max(mean), 0)::float8 as load from (
      select avg(load) as mean from process_loads
      where seen_at > now() - ${silentAfterMs}::int * interval '1 ms' group by kind) as kinds`
  return row?.load ?? 0
}

async function countWorkers(tx: Tx, deadAfterMs: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from worker_heartbeats where seen_at > now() - ${deadAfterMs}::int * interval '1 ms'`
  return row?.count ?? 0
}

async function countDebts(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`select count(*)::int as count from quality_debts`
  return row?.count ?? 0
}
