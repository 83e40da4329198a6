import type { IncomingHttpHeaders } from 'node:http'

/** Which app is calling, as it says itself. */
export interface Client {
  name: string | undefined
  version: string | undefined
}

/** What would break a log, a header or a metric's label. */
const hostile = /[^\w .@/:+-]/g
const longest = 64

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

/** Clients as labels of a metric: the first `limit` pairs of name and version, and `other` for all that come later. */
export function createClientPairs(limit = 100): (client: Client, served: boolean) => { name: string; version: string } {
  const pairs = new Set<string>()
  return ({ name, version = '' }, served) => {
    if (!name) return { name: 'none', version: '' }
    const pair = JSON.stringify([name, version])
    // Who is refused takes nobody's place.
    if (served && pairs.size < limit) pairs.add(pair)
    return pairs.has(pair) ? { name, version } : { name: 'other', version: '' }
  }
}

function harmless(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined
  return header.replaceAll(hostile, '_').trim().slice(0, longest) || undefined
}
