import type { Db } from '@halide/prisma/client.ts'

/** In their order: what is collected in the end was looked at in this very walk. */
export type Part = 'PRIMARY' | 'BACKUP' | 'LEDGER' | 'UPLOADS' | 'PHOTOS' | 'AVATARS' | 'COLLECTION'

/** Where a walk goes on. */
export interface Place {
  part: Part
  /** The part is looked at up to here. */
  cursor: string
  /** When the whole walk began. */
  startedAt: Date
}

/** What one step looked at, and where the next one begins: null, the part is through. */
export interface Step {
  next: string | null
  checked: number
  found: number
}

/** Begins a walk, unless one is unfinished. */
export async function openWalk(db: Db): Promise<void> {
  await db.$transaction(async (tx) => {
    if ((await tx.orphanWalk.count({ where: { finishedAt: null } })) > 0) return
    await tx.orphanWalk.deleteMany()
    await tx.$executeRaw`insert into orphan_walks (part) select unnest(enum_range(null::orphan_part))`
  })
}

/** Null when the walk is through. */
export function currentPlace(db: Db): Promise<Place | null> {
  return db.orphanWalk.findFirst({
    where: { finishedAt: null },
    orderBy: { part: 'asc' },
    select: { part: true, cursor: true, startedAt: true },
  })
}

/** The checkpoint. */
export async function advance(db: Db, part: Part, { next, checked, found }: Step): Promise<void> {
  await db.orphanWalk.update({
    where: { part },
    data: {
      ...(next === null ? { finishedAt: new Date() } : { cursor: next }),
      checked: { increment: checked },
      found: { increment: found },
    },
  })
}
