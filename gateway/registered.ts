import { sortDefinitions } from '@halide/schema/manifest.ts'
import { type DocumentNode, getOperationAST, parse, print } from 'graphql'
import { z } from 'zod'

/** An operation that a client's build has registered: it may be asked for by its id alone. */
export interface RegisteredOperation {
  id: string
  name: string
  body: string
}

export interface RegisteredOperations {
  all: readonly RegisteredOperation[]
  bodyOf(id: string): string | undefined
  /** Whether this is the text of one of them, whatever its layout and the order of its definitions. */
  has(source: string, document: DocumentNode): boolean
}

/** Apollo's, which its tool for the web writes, and the ones for iOS and Kotlin. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), name: z.string(), body: z.string() })),
})

/** `{ id: text }` of Relay's compiler, and `{ id: { name, source } }` of Apollo's older ones for iOS (legacyAPQ) and Kotlin (operationOutput). */
const byId = z.record(z.string(), z.union([z.string(), z.object({ source: z.string() })]))

/** Reads a manifest of any of these formats. Throws with the reason when it is of none, or holds what is no single named operation. */
export function readManifest(text: string): RegisteredOperation[] {
  const json: unknown = JSON.parse(text)
  const apollo = apolloManifest.safeParse(json)
  if (apollo.success) return apollo.data.operations.map(({ id, name, body }) => ({ id, name, body }))
  const others = byId.safeParse(json)
  if (!others.success) throw new Error('This is no manifest of operations: expected the format of Apollo or of Relay')
  return Object.entries(others.data).map(([id, entry]) => {
    const body = typeof entry === 'string' ? entry : entry.source
    const name = getOperationAST(parse(body))?.name?.value
    if (!name) throw new Error(`The operation ${id} of the manifest has no name, or there are several`)
    return { id, name, body }
  })
}

export function createRegistered(all: readonly RegisteredOperation[]): RegisteredOperations {
  const bodies = new Map(all.map(({ id, body }) => [id, body]))
  const exact = new Set(all.map(({ body }) => body))
  const canonical = new Set(all.map(({ body }) => canonicalText(parse(body))))
  return {
    all,
    bodyOf: (id) => bodies.get(id),
    has: (source, document) => exact.has(source) || canonical.has(canonicalText(document)),
  }
}

function canonicalText(document: DocumentNode): string {
  return print(sortDefinitions(document))
}
