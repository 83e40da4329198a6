import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export const requestIdHeader = 'x-request-id'

/** Ids from outside end up in logs and headers, so only harmless characters of a sensible length are taken over. */
const acceptable = /^[\w.:-]{8,128}$/

/** The id that the caller gave the request, or a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[requestIdHeader]
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID()
}
