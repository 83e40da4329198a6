import type { ApolloServer } from '@apollo/server'
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  parse,
  typeFromAST,
} from 'graphql'
import { type GatewayContext, newRecord } from './context.ts'
import type { RegisteredOperation } from './registered.ts'
import type { GatewaySettings } from './settings.ts'

/**
 * Parses, validates and plans every registered operation, so that the first who asks waits no longer than the next. It is run to
 * the point where subgraphs would be asked. One that the schema has no room for is told in the log.
 */
export async function warmPlans(
  server: ApolloServer<GatewayContext>,
  operations: readonly RegisteredOperation[],
  schema: GraphQLSchema,
  { log }: Pick<GatewaySettings, 'log'>,
): Promise<void> {
  for (const { id, name, body } of operations) {
    const variables = anyVariables(schema, body)
    const extensions = { persistedQuery: { version: 1, sha256Hash: id } }
    const contextValue = planningContext(log)
    const { body: answer } = await server.executeOperation({ variables, extensions }, { contextValue })
    const errors = answer.kind === 'single' ? answer.singleResult.errors : undefined
    if (errors) log.warn({ operation: name, id, errors }, 'a registered operation cannot be served')
  }
}

function planningContext(log: GatewaySettings['log']): GatewayContext {
  return {
    requestId: 'planning',
    viewer: null,
    caller: { client: null, address: '' },
    deadline: Number.POSITIVE_INFINITY,
    passport: () => undefined,
    planOnly: true,
    record: newRecord(),
    log,
  }
}

/** Values that fit, for the variables that must be given. */
export function anyVariables(schema: GraphQLSchema, body: string): Record<string, unknown> {
  const definitions = getOperationAST(parse(body))?.variableDefinitions ?? []
  return Object.fromEntries(
    definitions.flatMap(({ variable, type, defaultValue }) => {
      const inputType = typeFromAST(schema, type as never) as GraphQLInputType | undefined
      return inputType && isNonNullType(inputType) && !defaultValue ? [[variable.name.value, anyValue(inputType)]] : []
    }),
  )
}

function anyValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return anyValue(type.ofType)
  if (isListType(type)) return []
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return Object.fromEntries(required.map((field) => [field.name, anyValue(field.type)]))
  }
  return { Int: 1, Float: 1, Boolean: true }[type.name] ?? 'x'
}
