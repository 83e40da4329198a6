import { exportData } from '@halide/jobs/export-data/job.ts'
import { enqueue } from '@halide/jobs/kit.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import type { CodeFault } from '../second-factor/check-code.ts'
import { type Proof, proveOwner } from '../second-factor/prove-owner.ts'

const tooSoon = userError('EXPORT_TOO_SOON', null, 'An export can be asked for once a day.')

/** Begins an export for who proves to be the owner. Row and job are one transaction; of two at once the second is too soon. */
export async function requestExport(
  ctx: Pick<UserContext, 'db' | 'passwords' | 'secretBox'> & { requestId?: string | undefined },
  userId: bigint,
  proof: Proof,
): Promise<UserError<'WRONG_CREDENTIALS' | 'EXPORT_TOO_SOON'> | CodeFault | null> {
  const proved = await proveOwner(ctx, userId, proof)
  if ('code' in proved) return proved
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from users where id = ${userId} for no key update`
    const [begun] = await tx.$queryRaw<{ id: bigint }[]>`
      insert into data_exports (user_id, entries)
      select ${userId}, (select count(*)::int from photos join posts on posts.id = post_id
        where author_id = ${userId} and posts.deleted_at is null)
      where not exists (select from data_exports where user_id = ${userId}
        and (state = 'PENDING' or requested_at > now() - interval '1 day' and state <> 'FAILED'))
      returning id`
    if (!begun) return tooSoon
    await enqueue(tx, exportData, { exportId: begun.id }, { requestId: ctx.requestId })
    return null
  })
}
