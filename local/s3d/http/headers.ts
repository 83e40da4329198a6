import type { IncomingMessage } from 'node:http'

/** A request's headers, case-blind, repeats joined by a comma. A presigned URL may carry `x-amz-*` headers in its query. */
export interface Headers {
  get(name: string): string | undefined
  /** Lower-case names of the headers on the wire (not those from the query). */
  names(): string[]
  /** Every header, lower-case, those from the query included. */
  entries(): [name: string, value: string][]
}

export function readHeaders(incoming: IncomingMessage, hoisted: ReadonlyMap<string, string> = new Map()): Headers {
  const wire = new Map(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')] as const),
  )
  const all = new Map([...hoisted, ...wire])
  return {
    get: (name) => all.get(name.toLowerCase()),
    names: () => [...wire.keys()],
    entries: () => [...all.entries()],
  }
}
