import { open, seal } from './seal.ts'

/** The right to send the bytes of one upload. Made by the post subgraph, honoured by the media door. */
export interface UploadTicket {
  /** Decimal 64-bit id. */
  uploadId: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

export type TicketFault = 'TICKET_INVALID' | 'TICKET_EXPIRED'

export function sealTicket(ticket: UploadTicket, secret: string): string {
  return seal('upload-ticket', ticket, secret)
}

/** The upload a ticket is good for; a ticket of another upload or another secret is invalid. */
export function checkTicket(uploadId: string, sealed: string, secret: string, now = Date.now()): TicketFault | null {
  const ticket = open('upload-ticket', sealed, secret) as UploadTicket | null
  if (ticket?.uploadId !== uploadId) return 'TICKET_INVALID'
  return ticket.expiresAt > now ? null : 'TICKET_EXPIRED'
}
