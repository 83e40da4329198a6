import { timingSafeEqual } from 'node:crypto'
import { open, seal } from '@halide/schema/seal.ts'
import type { SecretBox } from './secret-box.ts'

/** That somebody knew the password of an account, and that only the code is missing. */
interface SignInTicket {
  /** Decimal 64-bit id. */
  userId: string
  /** Of the password's hash: another password ends the ticket. */
  mark: string
  /** Milliseconds since 1970, by Postgres. */
  expiresAt: number
}

const ticketMs = 5 * 60_000

export function sealSignInTicket(
  { id, passwordHash }: { id: bigint; passwordHash: string },
  box: SecretBox,
  secret: string,
  now: number,
): string {
  const mark = markOf(id, passwordHash, box).toString('base64url')
  const ticket: SignInTicket = { userId: id.toString(), mark, expiresAt: now + ticketMs }
  return seal('sign-in-ticket', ticket, secret)
}

/** The account that a ticket is of, or null when it is forged or over. */
export function openSignInTicket(sealed: string, secret: string, now: number) {
  const ticket = open('sign-in-ticket', sealed, secret) as SignInTicket | null
  if (!ticket || ticket.expiresAt <= now) return null
  const mark = Buffer.from(ticket.mark, 'base64url')
  return {
    userId: BigInt(ticket.userId),
    isOf: (account: { id: bigint; passwordHash: string }, box: SecretBox) =>
      timingSafeEqual(mark, markOf(account.id, account.passwordHash, box)),
  }
}

function markOf(id: bigint, passwordHash: string, box: SecretBox): Buffer {
  return Buffer.from(box.fingerprint(id, `password ${passwordHash}`))
}
