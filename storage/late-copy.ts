import type { StorageDb } from '@halide/prisma/client.ts'
import type { Region } from './region.ts'

/**
 * After a write that nobody waited for: takes it back where the object was deleted meanwhile, for the erasure may have been here
 * before the write was. A PENDING object is not deleted: an attempt has it, and what lies there may be that attempt's.
 */
export async function takeBackIfDeleted(db: StorageDb, key: string, regions: readonly Region[]): Promise<boolean> {
  const row = await db.storedObject.findUnique({ where: { key }, select: { state: true } })
  if (row?.state !== 'TOMBSTONED' && row?.state !== 'GONE') return false
  await Promise.all(regions.map((region) => region.delete(key)))
  return true
}
