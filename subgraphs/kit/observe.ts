import type { ApolloServerPlugin } from '@apollo/server'
import { refusals } from '@halide/schema/refusals.ts'
import { nameSpan } from '@halide/telemetry/traces.ts'
import { GraphQLError, Kind, type OperationDefinitionNode } from 'graphql'
import type { SubgraphMetrics } from './metrics.ts'
import type { RequestContext } from './viewer.ts'

/** Measures every call, and logs each unexpected error once with its stack: no later reader has one. */
export function observe<Context extends RequestContext>(metrics: SubgraphMetrics): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      const start = performance.now()
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            metrics.failed(codeOf(error))
            if (isUnexpected(error))
              contextValue.log.error({ err: error.originalError, path: error.path }, 'field failed')
          }
        },
        async willSendResponse({ operation }) {
          if (!operation) return
          const ask = askOf(operation)
          nameSpan(ask)
          metrics.answered(ask, (performance.now() - start) / 1_000)
        },
      }
    },
  }
}

/** Only validated operations come here, so the names are those of the schema: a closed set. */
function askOf({ selectionSet }: OperationDefinitionNode): string {
  const root = selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
  if (root?.name.value !== '_entities') return root?.name.value ?? 'fragment'
  const entity = root.selectionSet?.selections.find((selection) => selection.kind === Kind.INLINE_FRAGMENT)
  return `_entities.${entity?.typeCondition?.name.value ?? '?'}`
}

/** An error that brings a code of the table is expected, from wherever it comes: `DatabaseOverloaded` of prisma/ is one. */
function isUnexpected(error: GraphQLError): boolean {
  const { originalError } = error
  return (
    originalError !== undefined && !(originalError instanceof GraphQLError) && codeOf(error) === 'INTERNAL_SERVER_ERROR'
  )
}

function codeOf({ extensions }: GraphQLError): string {
  const code = String(extensions.code)
  return Object.hasOwn(refusals, code) ? code : 'INTERNAL_SERVER_ERROR'
}
