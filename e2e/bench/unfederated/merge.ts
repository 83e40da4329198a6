import type { BoundSubgraph, RequestContext } from '@halide/subgraph-kit/index.ts'
import {
  buildSchema,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isScalarType,
} from 'graphql'

/** Of one request: each subgraph's own context, and the references that were resolved, each once. */
export interface MergedContext {
  of: Record<string, RequestContext>
  references: Map<object, Map<string, Promise<unknown>>>
}

export function contextOf(subgraphs: readonly BoundSubgraph[], request: RequestContext): MergedContext {
  return {
    of: Object.fromEntries(subgraphs.map(({ name, contextOf }) => [name, contextOf(request)])),
    references: new Map(),
  }
}

type Resolver = GraphQLFieldResolver<unknown, MergedContext>
const maker = Symbol('the subgraph whose resolver made it')
type Made = Record<PropertyKey, unknown> & { [maker]?: BoundSubgraph }

/**
 * The public schema as one, with the resolvers of all subgraphs and nothing between them: no plan, no call, no document for each. A field is
 * resolved by the subgraph that has it, from the parent that its own resolvers made, or else from what its `__resolveReference` makes of the id.
 */
export function mergeSubgraphs(apiSdl: string, subgraphs: readonly BoundSubgraph[]): GraphQLSchema {
  const schema = buildSchema(apiSdl)
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isScalarType(type)) {
      const own = subgraphs.map((subgraph) => subgraph.schema.getType(type.name)).find(isScalarType)
      const { serialize, parseValue, parseLiteral } = own ?? type
      Object.assign(type, { serialize, parseValue, parseLiteral })
    } else if (isAbstractType(type)) {
      type.resolveType = (value: Made, { of }: MergedContext, info) => {
        const from = value[maker]
        const own = from?.schema.getType(type.name)
        if (from && own && isAbstractType(own) && own.resolveType)
          return own.resolveType(value, of[from.name], info, own)
        return value.__typename as string
      }
    } else if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) field.resolve = resolverOf(type.name, field, subgraphs)
    }
  }
  return schema
}

function resolverOf(
  typeName: string,
  field: GraphQLField<unknown, unknown>,
  subgraphs: readonly BoundSubgraph[],
): Resolver {
  const isLeaf = isLeafType(getNamedType(field.type))
  const resolvers = new Map<BoundSubgraph, Resolver>()
  /** Those that have the field only where it comes with what they answer. */
  const provided = new Set<BoundSubgraph>()
  for (const subgraph of subgraphs) {
    const own = fieldsOf(subgraph, typeName)?.[field.name]
    if (!own) continue
    if (own.astNode?.directives?.some(({ name }) => name.value === 'external')) provided.add(subgraph)
    else resolvers.set(subgraph, (own.resolve as Resolver | undefined) ?? defaultFieldResolver)
  }
  const owner = [...resolvers.keys()].find((subgraph) => referenceOf(subgraph, typeName)) ?? [...resolvers.keys()][0]
  if (!owner) throw new Error(`no subgraph has ${typeName}.${field.name}`)

  const call = (subgraph: BoundSubgraph, ...[parent, args, context, info]: Parameters<Resolver>) => {
    const resolve = resolvers.get(subgraph) ?? defaultFieldResolver
    const value = resolve(parent, args, context.of[subgraph.name] as never, info)
    return isLeaf ? value : marked(value, subgraph)
  }
  return (parent, args, context, info) => {
    const from = (parent as Made | undefined)?.[maker]
    if (!from) return call(owner, parent, args, context, info)
    if (resolvers.has(from) || (provided.has(from) && field.name in (parent as Made)))
      return call(from, parent, args, context, info)
    return resolved(owner, typeName, { from, parent: parent as Made, context, info }).then((own) =>
      own === null ? null : call(owner, own, args, context, info),
    )
  }
}

interface Foreign {
  from: BoundSubgraph
  parent: Made
  context: MergedContext
  info: Parameters<Resolver>[3]
}

/** The same thing as its owner's resolvers know it: asked for once, however many of its fields are wanted. */
function resolved(owner: BoundSubgraph, typeName: string, { from, parent, context, info }: Foreign): Promise<unknown> {
  const known = context.references.get(parent) ?? new Map<string, Promise<unknown>>()
  context.references.set(parent, known)
  const before = known.get(owner.name)
  if (before) return before
  const resolveId = fieldsOf(from, typeName)?.id?.resolve
  const id = resolveId ? resolveId(parent, {}, context.of[from.name], info) : parent.id
  const reference = referenceOf(owner, typeName)!({ __typename: typeName, id }, context.of[owner.name])
  const made = Promise.resolve(reference).then((value) => marked(value ?? null, owner))
  known.set(owner.name, made)
  return made
}

function fieldsOf({ schema }: BoundSubgraph, typeName: string) {
  const type = schema.getType(typeName)
  return isObjectType(type) ? type.getFields() : undefined
}

type ResolveReference = (reference: object, context: unknown) => unknown

/** Where @apollo/subgraph keeps a type's `__resolveReference`. */
function referenceOf({ schema }: BoundSubgraph, typeName: string): ResolveReference | undefined {
  const { apollo } = (schema.getType(typeName)?.extensions ?? {}) as {
    apollo?: { subgraph?: { resolveReference?: ResolveReference } }
  }
  return apollo?.subgraph?.resolveReference
}

function marked(value: unknown, subgraph: BoundSubgraph): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => marked(item, subgraph))
  // Prisma's promises are none of the language's class.
  if ('then' in value) return (value as Promise<unknown>).then((made) => marked(made, subgraph))
  ;(value as Made)[maker] = subgraph
  return value
}
