import { open, seal } from './seal.ts'

/** The right to see one photo of a private account, in every size and format. Made by the post subgraph, honoured by the media door. */
interface ImageTicket {
  /** Decimal 64-bit id. */
  photoId: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** A ticket is good for at least this long, and for less than twice as long. */
export const imageTicketMs = 300_000

/** The same address for everybody who asks within `imageTicketMs`, so that a client's own cache has a use of it. */
export function sealImageTicket(photoId: bigint, secret: string, now = Date.now()): string {
  const expiresAt = (Math.floor(now / imageTicketMs) + 2) * imageTicketMs
  return seal('image-ticket', { photoId: photoId.toString(), expiresAt } satisfies ImageTicket, secret)
}

/** Milliseconds for which a ticket lets this photo be seen; null when it is of another photo, forged or expired. */
export function imageTicketLeft(photoId: bigint, sealed: string, secret: string, now = Date.now()): number | null {
  const ticket = open('image-ticket', sealed, secret) as ImageTicket | null
  if (ticket?.photoId !== photoId.toString() || ticket.expiresAt <= now) return null
  return ticket.expiresAt - now
}
