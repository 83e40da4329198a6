import { Secret, TOTP } from 'otpauth'

/** What every authenticator app can do (RFC 6238; Google Authenticator ignores any other choice). */
const shape = { issuer: 'Halide', algorithm: 'SHA1', digits: 6, period: 30 } as const

/** 160 bits, as RFC 4226 recommends. */
export function newSecret(): Uint8Array<ArrayBuffer> {
  return new Secret({ size: 20 }).bytes as Uint8Array<ArrayBuffer>
}

/** The secret as a person types it and as an app reads it from a QR code. */
export function describeSecret(bytes: Uint8Array<ArrayBuffer>, handle: string): { secret: string; uri: string } {
  const totp = totpOf(bytes, handle)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/** Which 30 seconds, counted from 1970, a code is of: those at `now` (in milliseconds), or one before or after. Null of any others. */
export function stepOf(bytes: Uint8Array<ArrayBuffer>, code: string, now: number): number | null {
  const totp = totpOf(bytes, '')
  const delta = totp.validate({ token: code, window: 1, timestamp: now })
  return delta === null ? null : totp.counter({ timestamp: now }) + delta
}

function totpOf(bytes: Uint8Array<ArrayBuffer>, label: string): TOTP {
  return new TOTP({ ...shape, label, secret: new Secret({ buffer: Uint8Array.from(bytes).buffer }) })
}
