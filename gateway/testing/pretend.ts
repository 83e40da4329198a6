import { createHash } from 'node:crypto'
import {
  type GraphQLCompositeType,
  type GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
} from 'graphql'
import type { SubgraphAnswer } from '../subgraph-outage.ts'
import type { SubgraphOperation } from '../subgraph-source.ts'

/** How often, of a thousand, a value is something else than it should be. */
export interface Trouble {
  /** Null where null is allowed. */
  nulls?: number
  /** Null where it is not. */
  holes?: number
  /** A value of another type. */
  misfits?: number
  /** An error at a field, which becomes null. */
  errors?: number
  /** Not so often, but always: how long the list at a path is. Up to three where it is not given. */
  length?: (path: readonly (string | number)[]) => number
}

/** Answers for a subgraph out of nothing, the same of the same entity or root, in the same words and with the same seed. `schema` is the supergraph's. */
export function pretend(
  schema: GraphQLSchema,
  { query = '', variables = {} }: SubgraphOperation,
  seed: string,
  { nulls = 0, holes = 0, misfits = 0, errors: faults = 0, length }: Trouble = {},
): SubgraphAnswer {
  const { representations = [], ...given } = variables as { representations?: { __typename: string }[] }
  let state = stateFor(given)
  // The linear congruential generator of Numerical Recipes; its lower bits are poor.
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % below
  }
  const errors: NonNullable<SubgraphAnswer['errors']>[number][] = []
  const document = parse(query)
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )!
  const root = schema.getRootType(operation.operation)!
  const data = objectOf(root, operation.selectionSet.selections, [])
  return errors.length > 0 ? { data, errors } : { data }

  function objectOf(
    type: GraphQLCompositeType,
    nodes: readonly SelectionNode[],
    path: (string | number)[],
  ): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (const node of nodes) {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = schema.getType(node.typeCondition?.name.value ?? type.name)
        if (condition === type || (isAbstractType(condition) && schema.isSubType(condition, type as never)))
          Object.assign(object, objectOf(type, node.selectionSet.selections, path))
      } else if (node.kind === Kind.FIELD) {
        const name = node.name.value
        const key = node.alias?.value ?? name
        if (name === '__typename') object[key] = type.name
        else if (name === '_entities') object[key] = entitiesOf(node.selectionSet!.selections, [...path, key])
        else {
          const field = 'getFields' in type ? type.getFields()[name] : undefined
          object[key] = made(field!.type, node.selectionSet?.selections ?? [], [...path, key])
        }
      }
    }
    return object
  }

  function entitiesOf(nodes: readonly SelectionNode[], path: (string | number)[]): unknown[] {
    return representations.map((representation, index) => {
      state = stateFor(representation)
      const type = schema.getType(representation.__typename) as GraphQLObjectType
      return draw(1000) < nulls ? null : present(type, nodes, [...path, index])
    })
  }

  function stateFor(subject: unknown): number {
    return createHash('sha1')
      .update(`${seed} ${query} ${JSON.stringify(subject)}`)
      .digest()
      .readUInt32BE()
  }

  function made(type: GraphQLOutputType, nodes: readonly SelectionNode[], path: (string | number)[]): unknown {
    if (isNonNullType(type)) return draw(1000) < holes ? null : present(type.ofType, nodes, path)
    if (draw(1000) < nulls) return null
    if (draw(1000) >= faults) return present(type, nodes, path)
    errors.push({ message: `no ${path.at(-1)}`, path, ...(draw(2) && { extensions: { code: 'NOT_FOUND' } }) })
    return null
  }

  function present(
    type: Exclude<GraphQLOutputType, GraphQLNonNull<never>>,
    nodes: readonly SelectionNode[],
    path: (string | number)[],
  ): unknown {
    if (isListType(type))
      return Array.from({ length: length?.(path) ?? draw(4) }, (_, index) => made(type.ofType, nodes, [...path, index]))
    if (isCompositeType(type)) {
      const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
      return objectOf(possible[draw(possible.length)]!, nodes, path)
    }
    if (draw(1000) < misfits) return [true, 1.5, 'no such value'][draw(3)]
    if (isEnumType(type)) return type.getValues()[draw(type.getValues().length)]!.name
    if (type.name === 'Int') return draw(100)
    if (type.name === 'Boolean') return draw(2) === 1
    return type.name === 'Float' ? draw(100) / 8 : `${type.name} ${draw(10)}`
  }
}
