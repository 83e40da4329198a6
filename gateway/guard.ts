import type { ApolloServerPlugin } from '@apollo/server'
import {
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { GatewayContext } from './context.ts'
import { costOf } from './cost.ts'
import { demand, loginKey, networkOf, type Rates } from './rates.ts'
import { refusal } from './refuse.ts'

/** Mutations that take a name and a password from whoever calls. */
const signingIn = ['signIn', 'restoreAccount'] as const

/** Refuses, before anything is asked of a subgraph, what costs too much and who signs in or up too often. */
export function guardOperations(maxCost: number, rates: Rates): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (!operation || contextValue.planOnly) return
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, {
            maxErrors: 1,
          })
          // Variables that do not fit are told by the executor, which asks nothing of a subgraph then.
          if (!coerced) return
          const cost = costOf(schema, document, operation, coerced)
          contextValue.record.cost = cost
          if (cost > maxCost) throw tooCostly(cost, maxCost)
          const mutations = schema.getMutationType()?.getFields()
          if (operation.operation !== 'mutation') return
          for (const name of signingIn) {
            const field = mutations?.[name]
            if (!field) continue
            for (const call of callsOf(name, document, operation)) {
              const { input } = getArgumentValues(field, call, coerced)
              await countSignIn(rates, contextValue.caller.address, (input as { login?: unknown } | undefined)?.login)
            }
          }
          for (const _ of callsOf('signUp', document, operation))
            demand(await rates.count('signUpAddress', networkOf(contextValue.caller.address)))
        },
      }
    },
  }
}

function tooCostly(cost: number, maxCost: number) {
  return refusal('QUERY_TOO_COMPLEX', {
    message: `The query asks for too much at once: a cost of ${cost}, where ${maxCost} is the limit. Ask for shorter pages.`,
    status: 400,
  })
}

/**
 * Every attempt counts, since whether it goes through is not known yet. The name counts whether it exists or not, or the refusal
 * would tell that it does.
 */
async function countSignIn(rates: Rates, address: string, login: unknown): Promise<void> {
  demand(await rates.count('signInAddress', networkOf(address)))
  if (typeof login === 'string') demand(await rates.count('signInLogin', loginKey(login)))
}

/** Every top-level field of this name, also in fragments. */
function callsOf(name: string, document: DocumentNode, operation: OperationDefinitionNode): FieldNode[] {
  const calls: FieldNode[] = []
  const seen = new Set<string>()
  const look = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === name) calls.push(selection)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet)
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        for (const definition of document.definitions)
          if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value)
            look(definition.selectionSet)
      }
    }
  }
  look(operation.selectionSet)
  return calls
}
