import type { IncomingHttpHeaders } from 'node:http'

/** Which app is calling, as it says itself. */
export interface Client {
  name: string | undefined
  version: string | undefined
}

const acceptable = /^[\w .@/:+-]{1,64}$/

export function clientOf(headers: IncomingHttpHeaders): Client {
  return {
    name: harmless(headers['graphql-client-name'] ?? headers['apollographql-client-name']),
    version: harmless(headers['graphql-client-version'] ?? headers['apollographql-client-version']),
  }
}

/** A metric label from a closed set: a client that is known with this version, one known by name, `other`, or `none`. */
export function clientLabel({ name, version }: Client, known: ReadonlySet<string>): string {
  if (!name) return 'none'
  if (version && known.has(`${name}@${version}`)) return `${name}@${version}`
  return known.has(name) ? name : 'other'
}

function harmless(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && acceptable.test(header) ? header : undefined
}
