import { decodeId, encodeId } from './ids.ts'
import { open, seal } from './seal.ts'
import type { TicketFault } from './upload-ticket.ts'

/** The right to fetch the original of one photo. Made by the post subgraph for its author, honoured by the media door. */
export interface OriginalTicket {
  /** Decimal 64-bit id. */
  photoId: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** The ticket in the address that it is for, `/originals/photo_3kf9?ticket=…`. */
export function originalAddress(photoId: bigint, expiresAt: number, secret: string): string {
  const ticket: OriginalTicket = { photoId: photoId.toString(), expiresAt }
  return `/originals/${encodeId('photo', photoId)}?ticket=${seal('original-ticket', ticket, secret)}`
}

/** The photo that an address names by its global id and a ticket is good for. */
export function checkOriginalTicket(
  globalId: string,
  sealed: string,
  secret: string,
  now = Date.now(),
): { photoId: bigint } | TicketFault {
  const ticket = open('original-ticket', sealed, secret) as OriginalTicket | null
  const photoId = decodeId('photo', globalId)
  if (photoId === null || ticket?.photoId !== photoId.toString()) return 'TICKET_INVALID'
  return ticket.expiresAt > now ? { photoId } : 'TICKET_EXPIRED'
}
