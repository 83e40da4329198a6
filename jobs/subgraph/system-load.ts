import type { Db, Tx } from '@halide/prisma/client.ts'
import { clearLoadOverride, type LoadLevel, overrideLoad, type QueueLevel } from '@halide/prisma/load.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { userError } from '@halide/subgraph-kit/index.ts'
import type { Lane } from '../kit.ts'
import type { LaneDepth } from '../load/count-queue.ts'
import { act, type Done, type Fault } from './audit.ts'
import { type JobsContext, requireAdmin } from './context.ts'
import type { JobLane, LaneSample, LoadSample, SystemLoad } from './resolvers.gen.ts'

/** A day: what is kept of samples, and as long as a level may be set by hand. */
const dayInMinutes = 1_440
/** More than a chart has pixels. */
const mostSamples = 2_000

interface StateRow {
  level: LoadLevel
  measuredLevel: LoadLevel
  load: number
  levelSince: Date
  queueLevel: QueueLevel
  queueLevelSince: Date
  queueDepth: number
  lanes: Lanes
  workers: number
  wantedWorkers: number
  qualityDebt: number
  feedStaleRate: number
  feedsCheckedAt: Date | null
  measuredAt: Date | null
  override: { level: LoadLevel; reason: string; adminId: string | null; until: string } | null
}

export async function systemLoad(db: Pick<Db, '$queryRaw' | 'processLoad'>): Promise<SystemLoad> {
  const [[row], processes] = await Promise.all([
    db.$queryRaw<[StateRow]>`
      select current_load_level() as level, level as "measuredLevel", load, level_since as "levelSince", queue_level as "queueLevel",
        queue_level_since as "queueLevelSince", queue_depth as "queueDepth",
        coalesce((select lanes from load_samples order by at desc limit 1), '{}') as lanes, workers, wanted_workers as "wantedWorkers",
        (select count(*)::int from quality_debts) as "qualityDebt", feed_stale_rate as "feedStaleRate",
        feeds_checked_at as "feedsCheckedAt", measured_at as "measuredAt",
        case when override_until > now() then jsonb_build_object('level', override_level, 'reason', override_reason,
          'adminId', override_by_id::text, 'until', override_until) end as override
      from load_state`,
    db.processLoad.findMany({ orderBy: [{ kind: 'asc' }, { process: 'asc' }] }),
  ])
  const { override, lanes, ...state } = row
  return {
    ...state,
    lanes: laneSamples(lanes),
    override: override && {
      level: override.level,
      reason: override.reason,
      until: new Date(override.until),
      admin: override.adminId === null ? null : { id: encodeId('user', BigInt(override.adminId)) },
    },
    processes: processes.map(({ parts, ...process }) => ({ ...process, parts: JSON.stringify(parts) })),
  }
}

/** The oldest first. */
export async function loadSamples(
  db: Pick<Db, '$queryRaw'>,
  { minutes, every }: { minutes: number; every: number },
): Promise<LoadSample[]> {
  type Row = Omit<LoadSample, 'lanes'> & { lanes: Lanes }
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select at, level, load, queue_level as "queueLevel", queue_depth as "queueDepth", lanes, workers, wanted_workers as "wantedWorkers",
        debts as "qualityDebt", feed_stale_rate as "feedStaleRate", row_number() over (order by at desc) as place
      from load_samples where at > now() - ${Math.min(minutes, dayInMinutes)}::int * interval '1 minute'
    ) as sample
    where (place - 1) % ${Math.max(every, 1)}::int = 0 order by at desc limit ${mostSamples}`
  return rows.reverse().map(({ lanes, ...sample }) => ({ ...sample, lanes: laneSamples(lanes) }))
}

/** Samples of the release before have less. */
type Lanes = Partial<Record<Lane, Partial<LaneDepth>>>

function laneSamples(lanes: Lanes): LaneSample[] {
  const none = { waiting: 0, due: 0, running: 0, oldestSeconds: 0 }
  return Object.entries(lanes).map(([lane, depth]) => ({ lane: lane.toUpperCase() as JobLane, ...none, ...depth }))
}

export async function setLoad(
  ctx: JobsContext,
  { level, minutes, reason }: { level: LoadLevel; minutes: number; reason: string },
): Promise<Done | Fault> {
  const { userId: adminId } = requireAdmin(ctx)
  if (minutes < 1 || minutes > dayInMinutes) return userError('INVALID', 'minutes', `From 1 to ${dayInMinutes}.`)
  return act(ctx, 'OVERRIDE_LOAD', reason, async (tx: Tx) => {
    const [{ until }] = await tx.$queryRaw<
      [{ until: Date }]
    >`select now() + ${minutes}::int * interval '1 minute' as until`
    await overrideLoad(tx, { level, reason: reason.trim(), adminId, until })
    return { kind: null, detail: { level, until: until.toISOString() } }
  })
}

export function measureLoadAgain(ctx: JobsContext, reason: string): Promise<Done | Fault> {
  return act(ctx, 'CLEAR_LOAD_OVERRIDE', reason, async (tx) => {
    await clearLoadOverride(tx)
    return { kind: null }
  })
}
