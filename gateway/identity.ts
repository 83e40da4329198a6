import { accessTokenLifetimeMs } from '@halide/schema/limits.ts'
import type { Viewer } from '@halide/schema/passport.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { refusal } from './refuse.ts'

/** Tells who is calling. */
export interface Identity {
  /**
   * The viewer behind an `Authorization` header; null when there is none.
   * Throws UNAUTHENTICATED or TOKEN_EXPIRED (401), or SERVICE_UNAVAILABLE (503) when the keys cannot be had.
   */
  viewerOf(authorization: string | undefined): Promise<Viewer | null>
  /** The same, with how many milliseconds the token is still good for. */
  bearerOf(authorization: string | undefined): Promise<Bearer | null>
  /** At once, the viewer behind a token that was verified not long ago; null where it has to be verified. */
  knownViewer(authorization: string | undefined): Viewer | null
  /** The public keys of access tokens. */
  keys(): Promise<JSONWebKeySet>
  stop(): void
}

export interface Bearer {
  viewer: Viewer
  leftMs: number
}

const claims = z.object({
  sub: z.string().regex(/^[1-9]\d{0,18}$/),
  sid: z.string().regex(/^[1-9]\d{0,18}$/),
  role: z.enum(['USER', 'MODERATOR', 'ADMIN']),
})

/** Clocks of two machines may differ by this many seconds. */
const clockTolerance = 5

/** A withdrawn key is accepted no longer than this. */
const keysRefreshMs = 10 * 60_000

/** A token with an unknown key asks for the keys again, but not more often than this. */
const cooldownDuration = 10_000

/** A token that was verified is not verified again for so long: a withdrawn key is accepted this much longer. */
const trustedMs = 60_000
/** Half a KB each. */
const mostTrusted = 20_000

/** The public keys of access tokens. */
export interface TokenKeys {
  find: JWTVerifyGetKey
  all(): Promise<JSONWebKeySet>
  stop(): void
}

/** Those at `jwksUrl`, fetched when first one is wanted. */
export function keysAt(jwksUrl: string, log: Logger): TokenKeys {
  // The keys never go stale by age: a user subgraph that is down must not sign everybody out.
  const keySet = createRemoteJWKSet(new URL(jwksUrl), { cacheMaxAge: Number.POSITIVE_INFINITY, cooldownDuration })
  const reload = () => keySet.reload().catch((err: unknown) => log.warn({ err, jwksUrl }, 'cannot fetch the keys'))
  const timer = setInterval(reload, keysRefreshMs).unref()
  return {
    find: keySet,
    async all() {
      if (!keySet.jwks()) await keySet.reload()
      return keySet.jwks() ?? { keys: [] }
    },
    stop: () => clearInterval(timer),
  }
}

export function keysAtHand(keys: JSONWebKeySet): TokenKeys {
  return { find: createLocalJWKSet(keys), all: async () => keys, stop() {} }
}

/** Verifies access tokens of issuer and audience `halide`. */
export function createIdentity(keys: TokenKeys): Identity {
  const trusted = new LRUCache<string, { viewer: Viewer; expiresAt: number }>({ max: mostTrusted, ttl: trustedMs })
  const known = (token: string): Bearer | null => {
    const { viewer, expiresAt } = trusted.get(token) ?? {}
    const leftMs = expiresAt ? expiresAt - Date.now() : 0
    return viewer && leftMs > 0 ? { viewer, leftMs } : null
  }
  return {
    async viewerOf(authorization) {
      return (await this.bearerOf(authorization))?.viewer ?? null
    },
    async bearerOf(authorization) {
      if (authorization === undefined) return null
      const token = tokenIn(authorization)
      if (!token) throw unauthenticated()
      const bearer = known(token)
      if (bearer) return bearer
      const { payload } = await jwtVerify(token, keys.find, {
        issuer: 'halide',
        audience: 'halide',
        algorithms: ['EdDSA', 'Ed25519', 'ES256'],
        requiredClaims: ['exp'],
        // One that a fast clock issued, for longer than any lasts, is not good yet.
        maxTokenAge: accessTokenLifetimeMs / 1_000,
        clockTolerance,
      }).catch((error: unknown) => {
        throw whyRefused(error)
      })
      const parsed = claims.safeParse(payload)
      if (!parsed.success) throw unauthenticated()
      const { sub, sid, role } = parsed.data
      const viewer = { userId: sub, sessionId: sid, role }
      const expiresAt = Math.min(payload.exp! * 1_000, payload.iat! * 1_000 + accessTokenLifetimeMs)
      trusted.set(token, { viewer, expiresAt })
      return { viewer, leftMs: Math.max(0, expiresAt - Date.now()) }
    },
    knownViewer(authorization) {
      const token = tokenIn(authorization)
      return token ? (known(token)?.viewer ?? null) : null
    },
    keys: keys.all,
    stop: keys.stop,
  }
}

/** The gateway without keys: nobody can sign in, and a token is refused rather than overlooked. */
export const anonymousOnly: Identity = {
  async viewerOf(authorization) {
    if (authorization !== undefined) throw unauthenticated()
    return null
  },
  async bearerOf(authorization) {
    if (authorization !== undefined) throw unauthenticated()
    return null
  },
  knownViewer: () => null,
  keys: async () => ({ keys: [] }),
  stop() {},
}

function tokenIn(authorization = ''): string | undefined {
  return /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
}

function whyRefused(error: unknown): Error {
  if (error instanceof errors.JWTExpired)
    return refusal('TOKEN_EXPIRED', {
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="expired"' },
    })
  // Whatever else jose says is the token's fault, except that the keys could not be fetched or read.
  const aboutTheToken =
    error instanceof errors.JOSEError && error.code !== 'ERR_JWKS_TIMEOUT' && error.code !== 'ERR_JOSE_GENERIC'
  return aboutTheToken ? unauthenticated() : refusal('SERVICE_UNAVAILABLE', { status: 503, cause: error })
}

function unauthenticated(): Error {
  return refusal('UNAUTHENTICATED', {
    message: 'The access token is not valid.',
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })
}
