import { accessTokenLifetimeMs } from '@halide/schema/limits.ts'
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from 'jose'

/** Issuer and audience of Halide's tokens; the gateway accepts no other. */
export const issuer = 'halide'

export interface Bearer {
  userId: bigint
  sessionId: bigint
  role: 'USER' | 'MODERATOR' | 'ADMIN'
}

/**
 * Checking an access token asks no database: for its 15 minutes it stays good even when its session has ended. That is the most
 * that a sign-out or a revoked session lags.
 */
export interface AccessTokens {
  /** The public half, for `/.well-known/jwks.json`. */
  jwks: JSONWebKeySet
  /** A JWT with `sub` and `sid` as decimal ids, and `role`. */
  issue(bearer: Bearer): Promise<{ token: string; expiresAt: Date }>
}

/** `privateJwk` is an Ed25519 or P-256 key. Throws when it is another or has no private half. */
export async function createAccessTokens(privateJwk: JWK): Promise<AccessTokens> {
  const { kty, crv, x, y, d } = privateJwk
  const alg = crv === 'Ed25519' ? 'EdDSA' : crv === 'P-256' ? 'ES256' : null
  if (!alg || !d) throw new Error('The signing key must be a private JWK of curve Ed25519 or P-256')
  const publicJwk = Object.fromEntries(Object.entries({ kty, crv, x, y }).filter(([, part]) => part !== undefined))
  const kid = privateJwk.kid ?? (await calculateJwkThumbprint(publicJwk))
  const key = await importJWK(privateJwk, alg)
  return {
    jwks: { keys: [{ ...publicJwk, kid, alg, use: 'sig' }] },
    issue: async ({ userId, sessionId, role }) => {
      // JWT times are whole seconds: rounded down, so that the client is never told more than the token holds.
      const issuedAt = Math.floor(Date.now() / 1_000)
      const expiresAt = issuedAt + accessTokenLifetimeMs / 1_000
      const token = await new SignJWT({ sid: sessionId.toString(), role })
        .setProtectedHeader({ alg, kid, typ: 'JWT' })
        .setSubject(userId.toString())
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key)
      return { token, expiresAt: new Date(expiresAt * 1_000) }
    },
  }
}

/** A new Ed25519 key: the value of AUTH_PRIVATE_JWK, as JSON text. */
export async function generateSigningKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return JSON.stringify(await exportJWK(privateKey))
}
