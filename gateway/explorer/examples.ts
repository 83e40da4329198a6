import { type DocumentNode, Kind, parse, print, visit } from 'graphql'
import type { RegisteredOperation } from '../registered.ts'

export interface Example {
  name: string
  text: string
  variables: object
}

/** What the explorer opens with, in this order, of what is registered; with variables that the demo has something for. */
const shown: Record<string, object> = {
  Viewer: {},
  Notifications: { first: 5 },
  Followers: { handle: 'ada', first: 5 },
  Profile: { handle: 'ada', first: 6 },
  UpdateProfile: { input: { bio: 'Mountains before breakfast.' } },
  HomeFeed: { first: 3 },
}

export function examplesOf(operations: readonly RegisteredOperation[]): Example[] {
  const byName = new Map(operations.map(({ name, body }) => [name, body]))
  return Object.entries(shown).flatMap(([name, variables]) => {
    const body = byName.get(name)
    return body ? [{ name, text: readable(parse(body)), variables }] : []
  })
}

/** As a person would write it: the operation first, and without what only clients want to know. */
function readable(document: DocumentNode): string {
  const without = visit(document, { Field: ({ name }) => (name.value === '__typename' ? null : undefined) })
  const isOperation = ({ kind }: { kind: string }) => kind === Kind.OPERATION_DEFINITION
  const definitions = without.definitions.toSorted((a, b) => Number(isOperation(b)) - Number(isOperation(a)))
  return print({ ...without, definitions })
}
