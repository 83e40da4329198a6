import { databaseTime } from '@halide/prisma/database-time.ts'
import { exportAddress } from '@halide/schema/export-ticket.ts'
import type { UserContext } from '../context.ts'

type State = 'PENDING' | 'READY' | 'FAILED' | 'EXPIRED'

export interface DataExportState {
  state: State
  progress: number
  url: string | null
  expiresAt: Date | null
}

/** Milliseconds in which a download must begin. */
const ticketLifetimeMs = 600_000

/** The latest export of an account, for its owner. */
export async function findExport(
  { db, mediaUrl, uploadSecret }: Pick<UserContext, 'db' | 'mediaUrl' | 'uploadSecret'>,
  userId: bigint,
): Promise<DataExportState | null> {
  const [row] = await db.$queryRaw<{ id: bigint; state: State; done: number; expiresAt: Date | null }[]>`
    select id, case when expires_at <= now() then 'EXPIRED' else state::text end as state, expires_at as "expiresAt",
      least(99, 100 * (select count(*) from data_export_parts where export_id = data_exports.id) / (entries + 10))::int as done
    from data_exports where user_id = ${userId} order by id desc limit 1`
  if (!row) return null
  const { id, state } = row
  if (state !== 'READY') return { state, progress: state === 'PENDING' ? row.done : 0, url: null, expiresAt: null }
  const url = mediaUrl + exportAddress(id, (await databaseTime(db)) + ticketLifetimeMs, uploadSecret)
  return { state, progress: 100, url, expiresAt: row.expiresAt }
}
