import type { SqlDb } from './client.ts'

/** HIGH: what can be done without is off, and images are made with less effort. CRITICAL: photos are processed later (R5.5). */
export type LoadLevel = 'NORMAL' | 'HIGH' | 'CRITICAL'

/** By the photos that wait. From FAST on they are made with less quality, which is made good later (R4.6). */
export type QueueLevel = 'NORMAL' | 'WARN' | 'CRITICAL' | 'FAST' | 'EXTREME'

export interface LoadNow {
  level: LoadLevel
  queueLevel: QueueLevel
  /** As measured, 0 to 1. */
  load: number
}

export interface Load {
  /** What counts now, at most half a second old; where Postgres does not answer, what it said last. */
  now(): Promise<LoadNow>
}

export const calm: LoadNow = { level: 'NORMAL', queueLevel: 'NORMAL', load: 0 }

/** Milliseconds for which a process believes what it read. */
const believedForMs = 500

export function createLoad(db: Pick<SqlDb, '$queryRaw'>): Load {
  let known = calm
  let read: Promise<LoadNow> | null = null
  let readAt = 0

  async function look(): Promise<LoadNow> {
    try {
      const [row] = await db.$queryRaw<LoadNow[]>`
        select current_load_level()::text as level, queue_level::text as "queueLevel", load from load_state`
      known = row ?? calm
    } catch {
      // As it was.
    }
    return known
  }

  return {
    now() {
      if (!read || performance.now() - readAt > believedForMs) {
        readAt = performance.now()
        read = look()
      }
      return read
    },
  }
}

export interface LoadOverride {
  level: LoadLevel
  /** For people. */
  reason: string
  /** Null: Halide itself. */
  adminId: bigint | null
  until: Date
}

/** From the next look of each process on this is the level, whatever is measured, until it ends or another one takes its place. */
export async function overrideLoad(
  db: Pick<SqlDb, '$executeRaw'>,
  { level, reason, adminId, until }: LoadOverride,
): Promise<void> {
  await db.$executeRaw`
    update load_state set override_level = ${level}::load_level, override_reason = ${reason}, override_by_id = ${adminId},
      override_until = ${until}`
}

export async function clearLoadOverride(db: Pick<SqlDb, '$executeRaw'>): Promise<void> {
  await db.$executeRaw`
    update load_state set override_level = null, override_reason = null, override_by_id = null, override_until = null`
}
