import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, CallOutcome, GatewayCall, Session, SessionPayload } from './gateway-calls.ts'

const cookieName = 'halide_refresh'

/** What the page is told of a session: enough to ask with, nothing to come back with. */
export interface SessionAnswer {
  session: Pick<Session, 'accessToken' | 'accessTokenExpiresAt'> | null
  userErrors: SessionPayload['userErrors']
}

/**
 * `POST /session/sign-up`, `sign-in`, `restore`, `refresh`, `sign-out`: the gateway's mutations, with the refresh token in a cookie that no
 * script and no other site can use.
 */
export function serveSessions(app: FastifyInstance, call: GatewayCall): void {
  app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        if (!isOwnPage(request)) return reply.code(403).send({ error: 'Sessions are for the pages of this origin.' })
      })
      for (const [path, operation] of [
        ['/sign-up', 'SignUp'],
        ['/sign-in', 'SignIn'],
        ['/restore', 'RestoreAccount'],
      ] as const) {
        scope.post<{ Body: Record<string, unknown> | null }>(path, async (request, reply) =>
          answer(request, reply, await call(operation, request.body ?? {}, callerOf(request))),
        )
      }
      scope.post('/refresh', async (request, reply) => {
        const refreshToken = request.cookies[cookieName]
        if (!refreshToken) return { session: null, userErrors: [] } satisfies SessionAnswer
        const outcome = await call('RefreshSession', { refreshToken }, callerOf(request))
        if (outcome.ok && !outcome.session) forget(reply)
        return answer(request, reply, outcome)
      })
      scope.post('/sign-out', async (request, reply) => {
        const refreshToken = request.cookies[cookieName]
        const outcome = refreshToken ? await call('SignOut', { refreshToken }, callerOf(request)) : null
        // A session that could not be ended is kept, so that it can be tried again.
        if (!outcome || outcome.ok) forget(reply)
        return outcome && !outcome.ok ? refuse(reply, outcome) : { session: null, userErrors: [] }
      })
    },
    { prefix: '/session' },
  )
}

function answer(request: FastifyRequest, reply: FastifyReply, outcome: CallOutcome<SessionPayload>) {
  if (!outcome.ok) return refuse(reply, outcome)
  const { session, userErrors } = outcome
  if (!session) return { session: null, userErrors } satisfies SessionAnswer
  reply.setCookie(cookieName, session.refreshToken, {
    path: '/session',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    expires: new Date(session.refreshTokenExpiresAt),
  })
  const { accessToken, accessTokenExpiresAt } = session
  return { session: { accessToken, accessTokenExpiresAt }, userErrors } satisfies SessionAnswer
}

function refuse(reply: FastifyReply, { status, code, message }: { status: number; code: string; message: string }) {
  return reply.code(status).send({ code, error: message })
}

function forget(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: '/session' })
}

/** Browsers say where a request comes from; what says nothing is no page. */
function isOwnPage({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

function callerOf({ ip, headers }: FastifyRequest): Caller {
  return { address: ip, userAgent: headers['user-agent'] }
}
