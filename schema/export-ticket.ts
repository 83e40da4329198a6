import { decodeId, encodeId } from './ids.ts'
import { open, seal } from './seal.ts'
import type { TicketFault } from './upload-ticket.ts'

/** The right to fetch one data export. Made by the user subgraph for its owner, honoured by the media door. */
interface ExportTicket {
  /** Decimal 64-bit id. */
  exportId: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** The ticket in the address that it is for, `/exports/export_3kf9?ticket=…`. */
export function exportAddress(exportId: bigint, expiresAt: number, secret: string): string {
  const ticket: ExportTicket = { exportId: exportId.toString(), expiresAt }
  return `/exports/${encodeId('export', exportId)}?ticket=${seal('export-ticket', ticket, secret)}`
}

/** The export that an address names by its global id and a ticket is good for. */
export function checkExportTicket(
  globalId: string,
  sealed: string,
  secret: string,
  now = Date.now(),
): { exportId: bigint } | TicketFault {
  const ticket = open('export-ticket', sealed, secret) as ExportTicket | null
  const exportId = decodeId('export', globalId)
  if (exportId === null || ticket?.exportId !== exportId.toString()) return 'TICKET_INVALID'
  return ticket.expiresAt > now ? { exportId } : 'TICKET_EXPIRED'
}
