import { open, seal } from './seal.ts'

/**
 * What the gateway tells a subgraph about a request. Every call carries one, also when nobody is signed in:
 * a call without a valid passport did not come through the gateway and is refused.
 */
export interface Passport {
  requestId: string
  viewer: Viewer | null
  caller: Caller
  /** Milliseconds since 1970. */
  expiresAt: number
}

export interface Viewer {
  /** Decimal 64-bit id of the signed-in user. */
  userId: string
  sessionId: string
  role: 'USER' | 'MODERATOR' | 'ADMIN'
}

/** Where a request came from. */
export interface Caller {
  /** What the app calls itself, like `ios 5.2`; null when it does not. */
  client: string | null
  /** Of the other end of the connection, or what a trusted proxy says of it. */
  address: string
}

export const passportHeader = 'x-halide-passport'

/** Longer than any request may take, short enough that a captured one is soon worthless. */
export const passportLifetimeMs = 60_000

export function sealPassport(passport: Passport, secret: string): string {
  return seal('passport', passport, secret)
}

/**
 * The passport, or null when it is missing, forged or expired, or when it says that it lasts longer than any does: a gateway whose
 * clock runs ahead by more than a lifetime is refused instead of believed for days.
 */
export function openPassport(header: string | undefined, secret: string, now = Date.now()): Passport | null {
  const passport = header ? (open('passport', header, secret) as Passport | null) : null
  const lastsMs = passport ? passport.expiresAt - now : 0
  return lastsMs > 0 && lastsMs <= 2 * passportLifetimeMs ? passport : null
}
