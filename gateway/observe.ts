import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import type { GatewayContext } from './context.ts'
import { causeOf, codeOf, maskedCode, presentError } from './errors.ts'
import type { GatewayMetrics } from './metrics.ts'
import { refusal } from './refuse.ts'

/** Fills in the request's record, logs what is masked, and takes the gateway's own notes out of the answer, but for its cost where that is wanted. */
export function observeOperations(metrics: GatewayMetrics, maxCost: number): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue: { record } }) {
          // The executor would answer 500.
          if (!operation) throw unknownOperation()
          record.name = operation.name?.value.slice(0, 100) ?? null
          record.kind = operation.operation === 'mutation' ? 'mutation' : 'query'
          record.readsFeed = selectsAtTop(document, operation, 'homeFeed')
        },
        async didEncounterErrors({ errors, contextValue: { log } }) {
          for (const error of errors) {
            if (
              codeOf({ ...error.toJSON(), extensions: { code: maskedCode, ...error.extensions } }, error) !== maskedCode
            )
              continue
            // A subgraph that masks its own errors has logged them, with the stack and the same request id.
            const level = error.extensions.code === maskedCode ? 'debug' : 'error'
            log[level](
              { err: causeOf(error), subgraph: error.extensions.serviceName, path: error.path },
              'masked error',
            )
          }
        },
        async willSendResponse(request) {
          finish(request, metrics, maxCost)
        },
      }
    },
  }
}

function finish(
  { response, contextValue }: GraphQLRequestContext<GatewayContext>,
  metrics: GatewayMetrics,
  maxCost: number,
): void {
  if (response.body?.kind !== 'single') return
  const result = response.body.singleResult
  const { record, requestId, log, planOnly } = contextValue
  if (planOnly) return
  // A null that no subgraph explained: a hole where the schema allows one, a fault when it took the whole answer.
  if (result.data === null && !result.errors?.length) {
    log.error({ valueCompletion: result.extensions?.valueCompletion }, 'the whole answer became null')
    const error = presentError(refusal(maskedCode).toJSON())
    metrics.errorAnswered(maskedCode)
    result.errors = [error]
  }
  delete result.extensions
  if (record.tellsCost && record.cost !== null) result.extensions = { cost: { operation: record.cost, limit: maxCost } }
  if (!result.errors) return
  record.codes = result.errors.map((error) => String(error.extensions?.code))
  result.errors = result.errors.map((error) =>
    error.extensions?.code === maskedCode ? { ...error, extensions: { ...error.extensions, requestId } } : error,
  )
}

function unknownOperation(): GraphQLError {
  return new GraphQLError('The document has no operation of this name, or several and none is named.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  })
}

function selectsAtTop(document: DocumentNode, operation: OperationDefinitionNode, field: string): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const selects = ({ selectionSet }: Pick<OperationDefinitionNode, 'selectionSet'>): boolean =>
    selectionSet.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === field
      if (selection.kind === Kind.INLINE_FRAGMENT) return selects(selection)
      const fragment = fragments.get(selection.name.value)
      return fragment !== undefined && selects(fragment)
    })
  return selects(operation)
}
