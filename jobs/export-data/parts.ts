import { createHash } from 'node:crypto'
import type { Tx } from '@halide/prisma/client.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { JobContext } from '../context.ts'
import type { File } from './next-file.ts'
import { directory, localHeader, type ZipEntry } from './zip.ts'

type Stores = Pick<JobContext, 'db' | 'store'>

/** What a later run has to know of one. */
export interface Part {
  ordinal: number
  name: string
  photoId: bigint | null
  crc: bigint
  contentBytes: number
}

/** Stores a file as a part. The object is LIVE together with the row, which is how a later run knows that it is done. */
export async function keepFile(
  ctx: Stores,
  exportId: bigint,
  ordinal: number,
  entry: ZipEntry,
  { name, photoId, content }: File,
): Promise<Part> {
  const part = { ordinal, name, photoId, crc: BigInt(entry.crc), contentBytes: entry.size }
  await keep(ctx, exportId, part, Buffer.concat([localHeader(entry), content]))
  return part
}

/** The last part, with which the export is READY. */
export async function keepDirectory(
  ctx: Stores & Pick<JobContext, 'exportDays'>,
  exportId: bigint,
  parts: readonly Part[],
): Promise<void> {
  const entries = parts.map(({ name, crc, contentBytes }) => ({ name, crc: Number(crc), size: contentBytes }))
  const part = { ordinal: parts.length, name: '', photoId: null, crc: 0n, contentBytes: 0 }
  await keep(ctx, exportId, part, directory(entries), async (tx) => {
    await tx.$executeRaw`
      update data_exports set state = 'READY', expires_at = now() + ${ctx.exportDays} * interval '1 day' where id = ${exportId}`
  })
}

async function keep(
  { db, store }: Stores,
  exportId: bigint,
  part: Part,
  bytes: Buffer,
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const objectKey = objectKeys.exportPart(exportId, part.ordinal)
  const md5 = createHash('md5').update(bytes).digest()
  const staged = await store.stage(objectKey, bytes, { contentType: 'application/octet-stream', md5 })
  await db.$transaction(async (tx) => {
    // Locked against its destruction: no part may come after it. Throws when the export is gone.
    await tx.dataExport.update({ where: { id: exportId, state: 'PENDING' }, data: { state: 'PENDING' } })
    await store.goLive(tx, [staged])
    await tx.dataExportPart.create({ data: { exportId, ...part, bytes: bytes.length, objectKey } })
    await also?.(tx)
  })
}
