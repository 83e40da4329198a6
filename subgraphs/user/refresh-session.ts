import { type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { describeSession, sessionLifetimeMs } from './open-session.ts'
import type { SessionParent } from './parents.ts'
import { hashOf, maskWith, nextRefreshToken, parseRefreshToken, type RefreshToken } from './refresh-token.ts'

/** How long a client that lost the answer may ask again with the token that it still has. */
export const repeatWindowMs = 30_000

interface LiveSession {
  id: bigint
  userId: bigint
  role: 'USER' | 'MODERATOR' | 'ADMIN'
  expiresAt: Date
}

/**
 * Trades a refresh token. The current one is replaced; the one before it gets the same successor again for a moment; any other
 * of a known series has been copied, so whoever holds that session, thief or owner, has to sign in again.
 */
export async function refreshSession(
  ctx: Pick<UserContext, 'db' | 'accessTokens' | 'log'>,
  refreshToken: string,
): Promise<SessionParent | UserError<'SESSION_ENDED'>> {
  const shown = parseRefreshToken(refreshToken)
  if (!shown) return ended
  const next = nextRefreshToken(shown)
  const rotated = await rotate(ctx, shown, next)
  if (rotated) return describeSession(ctx, rotated, next)
  const repeated = await repeat(ctx, shown)
  if (repeated) return describeSession(ctx, repeated.session, repeated.token)
  await revokeSeries(ctx, shown)
  return ended
}

const ended = userError('SESSION_ENDED', 'refreshToken', 'This session has ended. Sign in again.')

/** One statement, so that of two that show the same token only one can win. */
async function rotate(
  { db }: Pick<UserContext, 'db'>,
  shown: RefreshToken,
  next: RefreshToken,
): Promise<LiveSession | undefined> {
  const [session] = await db.$queryRaw<LiveSession[]>`
    update sessions s set
      secret_hash = ${hashOf(next.secret)}, replaced_hash = s.secret_hash, successor = ${maskWith(shown.secret, next.secret)},
      refreshed_at = now(), expires_at = now() + ${sessionLifetimeMs} * interval '1 millisecond'
    from users u
    where s.series_hash = ${hashOf(shown.series)} and s.secret_hash = ${hashOf(shown.secret)}
      and s.revoked_at is null and s.expires_at > now() and u.id = s.user_id and u.deleted_at is null and u.suspended_at is null
    returning s.id, s.user_id as "userId", u.role::text as role, s.expires_at as "expiresAt"`
  return session
}

async function repeat(
  { db }: Pick<UserContext, 'db'>,
  shown: RefreshToken,
): Promise<{ session: LiveSession; token: RefreshToken } | undefined> {
  const [session] = await db.$queryRaw<(LiveSession & { successor: Uint8Array })[]>`
    select s.id, s.user_id as "userId", u.role::text as role, s.expires_at as "expiresAt", s.successor
    from sessions s join users u on u.id = s.user_id and u.deleted_at is null and u.suspended_at is null
    where s.series_hash = ${hashOf(shown.series)} and s.replaced_hash = ${hashOf(shown.secret)}
      and s.refreshed_at > now() - ${repeatWindowMs} * interval '1 millisecond'
      and s.revoked_at is null and s.expires_at > now()`
  if (!session) return undefined
  const secret = Buffer.from(maskWith(shown.secret, session.successor))
  return { session, token: { series: shown.series, secret } }
}

async function revokeSeries({ db, log }: Pick<UserContext, 'db' | 'log'>, { series }: RefreshToken): Promise<void> {
  const { count } = await db.session.updateMany({
    where: { seriesHash: hashOf(series), revokedAt: null },
    data: { revokedAt: new Date() },
  })
  if (count > 0) log.warn('a refresh token was used again: session revoked')
}
