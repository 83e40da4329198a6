import { refusals } from '@halide/schema/refusals.ts'
import { GraphQLError, Kind, type OperationDefinitionNode } from 'graphql'

/** What a call asks for. Only validated operations come here, so the names are those of the schema: a closed set. */
export function askOf({ selectionSet }: OperationDefinitionNode): string {
  const root = selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
  if (root?.name.value !== '_entities') return root?.name.value ?? 'fragment'
  const entity = root.selectionSet?.selections.find((selection) => selection.kind === Kind.INLINE_FRAGMENT)
  return `_entities.${entity?.typeCondition?.name.value ?? '?'}`
}

/** An error that brings a code of the table is expected, from wherever it comes: `DatabaseOverloaded` of prisma/ is one. */
export function isUnexpected(error: GraphQLError): boolean {
  const { originalError } = error
  return (
    originalError !== undefined && !(originalError instanceof GraphQLError) && codeOf(error) === 'INTERNAL_SERVER_ERROR'
  )
}

/** For metrics: a code of the table, or that of all others. */
export function codeOf({ extensions }: GraphQLError): string {
  const code = String(extensions.code)
  return Object.hasOwn(refusals, code) ? code : 'INTERNAL_SERVER_ERROR'
}
