import type { Tx } from '@halide/prisma/client.ts'

/** Photos that are brought forward at a time: all at once, they would be the next peak. */
export const broughtForwardAtOnce = 1_000

/** Once the load is no longer CRITICAL: photos that were put off are due, the first first. Answers how many. */
export async function bringForward(tx: Pick<Tx, '$queryRaw'>): Promise<number> {
  const rows = await tx.$queryRaw<unknown[]>`
    with due as (
      update photos set process_after = null
      where current_load_level() <> 'CRITICAL' and id in (
        select id from photos where status = 'PROCESSING' and process_after is not null
        order by id limit ${broughtForwardAtOnce} for update skip locked)
      returning id
    ), ordered as (
      select jobs.id, row_number() over (order by due.id) as place
      from due join graphile_worker.jobs on jobs.key = 'process_photo:' || due.id
      where jobs.locked_at is null and run_at > now()
    )
    select jobs.id from ordered,
      graphile_worker.reschedule_jobs(array[ordered.id], run_at := now() + ordered.place * interval '1 ms') as jobs`
  return rows.length
}
