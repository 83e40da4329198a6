import { crc32 } from 'node:zlib'
import { sql } from '@halide/prisma/client.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob, idInPayload } from '../kit.ts'
import { nextFile } from './next-file.ts'
import { keepDirectory, keepFile, type Part } from './parts.ts'
import { records } from './records.ts'

/**
 * Gathers an account's data as a zip, one file after the other: a part is a file with its header, and its row is the checkpoint. So a
 * run goes on where the one before ended; joined, the parts are the zip. A photo that is archived puts the job off until it is thawed.
 */
export const exportData = defineJob({
  name: 'export_data',
  what: "An account's data as a zip, a file at once; archived originals are thawed first.",
  payload: z.object({ exportId: idInPayload }),
  key: ({ exportId }) => exportId.toString(),
  lane: 'backfill',
  retry: { attempts: 6 },
  timeLimitMs: 600_000,
  resumes: true,
  plan: ({ exportId }, { db }) =>
    countPlanned(
      db,
      'files',
      sql`select from data_exports, generate_series(1, ${records.length}::int) where id = ${exportId} and state = 'PENDING'
        union all select from data_exports join posts on author_id = user_id and posts.deleted_at is null
          join photos on post_id = posts.id where data_exports.id = ${exportId} and state = 'PENDING'`,
    ),
  run: async ({ exportId }, ctx) => {
    const { db, signal } = ctx
    const found = await db.dataExport.findUnique({ where: { id: exportId } })
    if (found?.state !== 'PENDING') return
    const parts: Part[] = await db.dataExportPart.findMany({ where: { exportId }, orderBy: { ordinal: 'asc' } })
    for (;;) {
      signal.throwIfAborted()
      const file = await nextFile(ctx, found.userId, parts)
      if (!file) break
      const entry = { name: file.name, crc: crc32(file.content), size: file.content.length }
      parts.push(await keepFile(ctx, exportId, parts.length, entry, file))
      ctx.progress?.(parts.length)
    }
    await keepDirectory(ctx, exportId, parts)
  },
  giveUp: async ({ exportId }, { db }) => {
    await db.dataExport.updateMany({ where: { id: exportId, state: 'PENDING' }, data: { state: 'FAILED' } })
  },
})
