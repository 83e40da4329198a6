import type { UserContext } from './context.ts'
import type { SessionParent } from './parents.ts'
import { formatRefreshToken, hashOf, newRefreshToken, type RefreshToken } from './refresh-token.ts'

/** A session ends when it was not refreshed for this long. */
export const sessionLifetimeMs = 30 * 24 * 60 * 60_000

interface Account {
  id: bigint
  role: 'USER' | 'MODERATOR' | 'ADMIN'
}

/** Signs a device in. */
export async function openSession(
  { db, accessTokens, caller }: Pick<UserContext, 'db' | 'accessTokens' | 'caller'>,
  account: Account,
): Promise<SessionParent> {
  const token = newRefreshToken()
  const { id, expiresAt } = await db.session.create({
    data: {
      userId: account.id,
      client: caller.client,
      seriesHash: hashOf(token.series),
      secretHash: hashOf(token.secret),
      expiresAt: new Date(Date.now() + sessionLifetimeMs),
    },
    select: { id: true, expiresAt: true },
  })
  return describeSession({ accessTokens }, { id, userId: account.id, role: account.role, expiresAt }, token)
}

/** The session as its client gets it, with a fresh access token. */
export async function describeSession(
  { accessTokens }: Pick<UserContext, 'accessTokens'>,
  session: { id: bigint; userId: bigint; role: 'USER' | 'MODERATOR' | 'ADMIN'; expiresAt: Date },
  refreshToken: RefreshToken,
): Promise<SessionParent> {
  const { id, userId, role, expiresAt } = session
  const access = await accessTokens.issue({ userId, sessionId: id, role })
  return {
    id,
    userId,
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    refreshToken: formatRefreshToken(refreshToken),
    refreshTokenExpiresAt: expiresAt,
  }
}
