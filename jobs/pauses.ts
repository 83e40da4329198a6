import type { Db } from '@halide/prisma/client.ts'

export interface Pauses {
  /** The kinds that are not to be begun, as they were known within the last second; the last known ones while Postgres is away. */
  kinds(): string[]
  stop(): void
}

const lookEveryMs = 1_000

/** Which kinds of jobs an admin has paused: kept at hand, since the queue asks before each job. */
export async function watchPauses(db: Pick<Db, '$queryRaw'>): Promise<Pauses> {
  let kinds: string[] = []
  const look = async () => {
    const rows = await db.$queryRaw<{ kind: string }[]>`select kind from paused_jobs`
    kinds = rows.map(({ kind }) => kind)
  }
  await look()
  const timer = setInterval(() => void look().catch(() => {}), lookEveryMs)
  return { kinds: () => kinds, stop: () => clearInterval(timer) }
}
