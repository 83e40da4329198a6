import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from './context.ts'
import { hashOf, parseRefreshToken } from './refresh-token.ts'

/** Ends the session of a refresh token, or without one the viewer's. Answers its id, or null when there was none to end. */
export async function signOut(
  { db }: Pick<UserContext, 'db'>,
  viewer: Viewer | null,
  refreshToken: string | null,
): Promise<bigint | null> {
  const token = refreshToken === null ? null : parseRefreshToken(refreshToken)
  if (refreshToken !== null && !token) return null
  if (!token && !viewer) return null
  const [session] = await db.session.updateManyAndReturn({
    where: {
      revokedAt: null,
      ...(token ? { seriesHash: hashOf(token.series) } : { id: viewer!.sessionId, userId: viewer!.userId }),
    },
    data: { revokedAt: new Date() },
    select: { id: true },
  })
  return session?.id ?? null
}
