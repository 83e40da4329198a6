import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLBoolean,
  type GraphQLCompositeType,
  GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** What subgraphs told, merged: more than was asked for (keys, type names), and maybe less. */
export type Told = Record<string, unknown>

export interface Answer {
  data: Told | null
  /** Where it is not what the schema promises. */
  faults: GraphQLError[]
}

/** Makes of what was told what was asked for. */
export type Shape = (told: Told) => Answer

export interface ShapedOperation {
  schema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Values of the variables, of which only those count that fields are skipped or included by. */
  variables: Readonly<Record<string, unknown>>
}

/** A null that is explained by a fault below it: to say it once is enough. */
const explained = Symbol('explained')
/** A null where none is allowed: what holds it becomes null too. */
const hole = Symbol('hole')

interface Run {
  path: (string | number)[]
  faults: GraphQLError[]
}

type Complete = (value: unknown, run: Run) => unknown

interface ShapedField {
  key: string
  complete: Complete
}

/**
 * Prepares an operation once, so that each answer to it takes no more than a copy. Fields are looked up, fragments spread and conditions
 * decided here. Completes values as graphql-js does, except that one which does not fit its type becomes null and a fault.
 */
export function compileShape({ schema, operation, fragments, variables }: ShapedOperation): Shape {
  const composites = new Map<string, Complete>()
  const numbers = new Map<SelectionSetNode, number>()
  const complete = completeComposite(rootType(), [operation.selectionSet])
  return (told) => {
    const run: Run = { path: [], faults: [] }
    const data = complete(told, run)
    return { data: typeof data === 'symbol' ? null : (data as Told), faults: run.faults }
  }

  function rootType(): GraphQLCompositeType {
    const type = schema.getRootType(operation.operation)
    if (!type) throw new Error(`the schema has no ${operation.operation}`)
    return type
  }

  function completeOf(type: GraphQLOutputType, selections: readonly SelectionSetNode[], name: string): Complete {
    if (isNonNullType(type)) {
      const complete = completeOf(type.ofType, selections, name)
      return (value, run) => {
        const completed = complete(value, run)
        if (completed === null) addFault(run, `Cannot return null for non-nullable ${name}.`)
        return completed === null || completed === explained ? hole : completed
      }
    }
    if (isListType(type)) return completeList(completeOf(type.ofType, selections, `an element of ${name}`), name)
    return isCompositeType(type) ? completeComposite(type, selections) : completeLeaf(type, name)
  }

  /** What the same words select of the same type is prepared once, in however many places a fragment is spread. */
  function completeComposite(declared: GraphQLCompositeType, selections: readonly SelectionSetNode[]): Complete {
    const key = `${declared.name} ${selections.map(numberOf).join()}`
    const complete = composites.get(key) ?? prepareComposite(declared, selections)
    composites.set(key, complete)
    return complete
  }

  function numberOf(selection: SelectionSetNode): number {
    const number = numbers.get(selection) ?? numbers.size
    numbers.set(selection, number)
    return number
  }

  function prepareComposite(declared: GraphQLCompositeType, selections: readonly SelectionSetNode[]): Complete {
    const shapes = new Map<unknown, ShapedField[]>()
    const fieldsOf = (typename: unknown) => {
      const known = shapes.get(typename)
      if (known) return known
      const type = schema.getType(String(typename))
      // Nothing is kept of what does not exist: what a subgraph may say is not bounded.
      if (!isCompositeType(type)) return null
      const fields = shapedFields(type, selections)
      shapes.set(typename, fields)
      return fields
    }
    if (isObjectType(declared)) fieldsOf(declared.name)
    return (value, run) => {
      if (value === null || value === undefined) return null
      if (typeof value !== 'object')
        throw new Error(`a subgraph told no object for ${declared} at ${run.path.join('.')}`)
      const fields = fieldsOf((value as Told).__typename ?? declared.name)
      if (!fields) {
        addFault(run, `Invalid __typename found for an object of ${declared}.`)
        return explained
      }
      const shaped: Told = {}
      for (const { key, complete } of fields) {
        run.path.push(key)
        const completed = complete((value as Told)[key], run)
        run.path.pop()
        if (completed === hole) return explained
        shaped[key] = completed === explained ? null : completed
      }
      return shaped
    }
  }

  function shapedFields(type: GraphQLCompositeType, selections: readonly SelectionSetNode[]): ShapedField[] {
    const found = new Map<string, [FieldNode, ...FieldNode[]]>()
    const spread = new Set<string>()
    for (const { selections: nodes } of selections) collect(type, nodes, found, spread)
    return [...found].map(([key, nodes]) => {
      const name = nodes[0].name.value
      if (name === '__typename') return { key, complete: () => (isObjectType(type) ? type.name : hole) }
      const field = 'getFields' in type ? type.getFields()[name] : undefined
      if (!field) throw new Error(`${type} has no field ${name}`)
      const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
      return { key, complete: completeOf(field.type, inner, `field ${type}.${name}`) }
    })
  }

  function collect(
    type: GraphQLCompositeType,
    nodes: readonly SelectionNode[],
    found: Map<string, [FieldNode, ...FieldNode[]]>,
    spread: Set<string>,
  ): void {
    for (const node of nodes) {
      if (!isWanted(node)) continue
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value
        const same = found.get(key)
        if (same) same.push(node)
        else found.set(key, [node])
        continue
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        // Again on the same level, it says nothing new, and doubles with every level.
        if (spread.has(node.name.value)) continue
        spread.add(node.name.value)
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
      if (fragment && isOf(type, fragment.typeCondition?.name.value))
        collect(type, fragment.selectionSet.selections, found, spread)
    }
  }

  function isOf(type: GraphQLCompositeType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true
    const wanted = schema.getType(condition)
    return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type)
  }

  function isWanted({ directives = [] }: SelectionNode): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return true
      const condition = given[0]?.value
      const value =
        condition?.kind === Kind.VARIABLE
          ? variables[condition.name.value]
          : condition?.kind === Kind.BOOLEAN && condition.value
      return (value === true) === (name.value === 'include')
    })
  }
}

function completeList(completeItem: Complete, name: string): Complete {
  return (value, run) => {
    if (value === null || value === undefined) return null
    if (!Array.isArray(value)) throw new Error(`a subgraph told no list for ${name} at ${run.path.join('.')}`)
    let isBroken = false
    const items: unknown[] = new Array(value.length)
    for (let at = 0; at < value.length; at += 1) {
      run.path.push(at)
      const item = completeItem(value[at], run)
      run.path.pop()
      if (item === hole) isBroken = true
      items[at] = item === explained ? null : item
    }
    return isBroken ? explained : items
  }
}

function completeLeaf(type: GraphQLLeafType, name: string): Complete {
  const fits = leafTest(type)
  return (value, run) => {
    if (value === null || value === undefined) return null
    if (fits(value)) return value
    addFault(run, `Invalid value found for ${name}.`)
    return explained
  }
}

function leafTest(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name))
    return (value) => names.has(value)
  }
  switch (type.name) {
    case GraphQLString.name:
      return (value) => typeof value === 'string'
    case GraphQLBoolean.name:
      return (value) => typeof value === 'boolean'
    case GraphQLInt.name:
      return Number.isInteger
    case GraphQLFloat.name:
      return Number.isFinite
    case GraphQLID.name:
      return (value) => typeof value === 'string' || Number.isInteger(value)
    default:
      return () => true
  }
}

function addFault({ faults, path }: Run, message: string): void {
  faults.push(new GraphQLError(message, { path: [...path], extensions: { code: 'INVALID_GRAPHQL' } }))
}
