/** Names under which clients send the id of an operation in place of its text: of GraphQL over HTTP's draft, and of Relay's clients. */
const names = ['documentId', 'doc_id', 'id'] as const

/** A request's body, with an id turned into the extension that Apollo's clients send. */
export function withPersistedQuery(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'query' in body) return body
  const given = body as Record<string, unknown>
  const id = names.map((name) => given[name]).find((value) => typeof value === 'string')
  if (typeof id !== 'string') return body
  const extensions = typeof given.extensions === 'object' && given.extensions !== null ? given.extensions : {}
  return { ...given, extensions: { persistedQuery: persistedQuery(id), ...extensions } }
}

/** The same for the query of an address, as it stands after the path. */
export function withPersistedQueryInSearch(search: string): string {
  const parameters = new URLSearchParams(search)
  const id = parameters.has('query')
    ? undefined
    : names.map((name) => parameters.get(name)).find((value) => value !== null)
  if (!id || parameters.has('extensions')) return search
  parameters.set('extensions', JSON.stringify({ persistedQuery: persistedQuery(id) }))
  return `?${parameters}`
}

function persistedQuery(id: string) {
  return { version: 1, sha256Hash: id.replace(/^sha256:/, '') }
}
