import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** A write locks rows, runs jobs and is not kept by any cache. */
const mutationCost = 10

/** Members of a list that says nothing of its length: a post has at most so many photos. */
const assumedLength = 10

/**
 * What an operation may cost, told from its text and variables alone: 1 for each object that it can answer, 10 more for each
 * mutation. Below a connection everything counts `first` times, below a list as often as there are ids given or as its `first` says,
 * or else 10 times. Values of an object and introspection are free. The document must be valid, or fragments might go round in circles.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)

  /** `length` is that of the connection that these are fields of. */
  function costOfFields(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], length?: number): number {
    const fields: CollectedFields = new Map()
    const seen = new Set<string>()
    for (const set of sets) collect(schema, fragments, type, set, fields, seen)
    let cost = 0
    for (const { definition, nodes } of fields.values()) cost += costOfField(definition, nodes, length)
    return cost
  }

  function costOfField(definition: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[], length?: number) {
    const type = getNamedType(definition.type)
    if (!isCompositeType(type)) return 0
    const given = definition.args.length > 0 ? getArgumentValues(definition, nodes[0]!, variables) : {}
    const isList = isListType(getNullableType(definition.type))
    const first = typeof given.first === 'number' ? Math.max(0, given.first) : undefined
    const times = isList ? (longest(given) ?? first ?? length ?? assumedLength) : 1
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    return times * (1 + costOfFields(type, sets, isList ? undefined : first))
  }

  const root = schema.getRootType(operation.operation)
  if (!root) return 0
  const cost = costOfFields(root, [operation.selectionSet])
  if (operation.operation !== 'mutation') return cost
  const calls: CollectedFields = new Map()
  collect(schema, fragments, root, operation.selectionSet, calls, new Set())
  return cost + calls.size * mutationCost
}

type CollectedFields = Map<string, { definition: GraphQLField<unknown, unknown>; nodes: FieldNode[] }>

/**
 * The fields of one level by the name that they answer under: those of one name are answered once. So is a fragment that is spread on it again,
 * below another of these fields too: what each looked at for itself would be twice as much with every level.
 */
function collect(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  fields: CollectedFields,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      // An introspection field is of no type, and free.
      const definition =
        isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined
      if (!definition) continue
      const key = selection.alias?.value ?? selection.name.value
      // Two types of one interface may answer different fields under one name.
      const collected = `${definition.name} ${key}`
      const known = fields.get(collected)
      if (known) known.nodes.push(selection)
      else fields.set(collected, { definition, nodes: [selection] })
      continue
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const spread = `${type.name} ${selection.name.value}`
      if (seen.has(spread)) continue
      seen.add(spread)
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
    if (!fragment) continue
    const narrowed = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
    collect(schema, fragments, isCompositeType(narrowed) ? narrowed : type, fragment.selectionSet, fields, seen)
  }
}

/** The length of the longest list among the arguments, if there is one. */
function longest(given: Record<string, unknown>): number | undefined {
  const lengths = Object.values(given).flatMap((value) => (Array.isArray(value) ? value.length : []))
  return lengths.length > 0 ? Math.max(...lengths) : undefined
}
