import { createHash, randomBytes } from 'node:crypto'

/**
 * What a client keeps: a series, which names its session for as long as that lives, and a secret, which every refresh replaces.
 * A known series with an old secret is then seen as reuse, however old it is, while guessing either is hopeless.
 */
export interface RefreshToken {
  series: Buffer
  secret: Buffer
}

const seriesBytes = 16
const secretBytes = 32

export function newRefreshToken(): RefreshToken {
  return { series: randomBytes(seriesBytes), secret: randomBytes(secretBytes) }
}

export function nextRefreshToken({ series }: RefreshToken): RefreshToken {
  return { series, secret: randomBytes(secretBytes) }
}

export function formatRefreshToken({ series, secret }: RefreshToken): string {
  return Buffer.concat([series, secret]).toString('base64url')
}

/** Null when the text is no refresh token. */
export function parseRefreshToken(text: string): RefreshToken | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== seriesBytes + secretBytes || bytes.toString('base64url') !== text) return null
  return { series: bytes.subarray(0, seriesBytes), secret: bytes.subarray(seriesBytes) }
}

/** What the database keeps of a part. The parts are random, so a plain hash is enough. */
export function hashOf(part: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(part).digest())
}

/** Makes a secret readable only with the one before it; applied again, reads it. */
export function maskWith(previous: Uint8Array, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const mask = createHash('sha256').update('successor').update(previous).digest()
  return Uint8Array.from(secret, (byte, at) => byte ^ mask[at]!)
}
