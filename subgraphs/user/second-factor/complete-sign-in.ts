import { databaseTime } from '@halide/prisma/database-time.ts'
import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import { openSession } from '../open-session.ts'
import type { SessionParent } from '../parents.ts'
import { type CodeFault, checkCode } from './check-code.ts'
import { openSignInTicket } from './sign-in-ticket.ts'

const ticketExpired = userError('TICKET_EXPIRED', 'ticket', 'This took too long. Sign in again.')

/** The second half of a sign-in. A ticket may be shown again with another code; a code opens one session. */
export async function completeSignIn(
  ctx: Pick<UserContext, 'db' | 'secretBox' | 'accountSecret' | 'accessTokens' | 'caller'>,
  { ticket, code }: { ticket: string; code: string },
): Promise<SessionParent | UserError<'TICKET_EXPIRED'> | CodeFault> {
  const opened = openSignInTicket(ticket, ctx.accountSecret, await databaseTime(ctx.db))
  if (!opened) return ticketExpired
  const account = await ctx.db.user.findFirst({
    where: { id: opened.userId, deletedAt: null, suspendedAt: null },
    select: { id: true, role: true, passwordHash: true },
  })
  if (!account || !opened.isOf(account, ctx.secretBox)) return ticketExpired
  return (await checkCode(ctx, account.id, code)) ?? openSession(ctx, account)
}
