import { buildSubgraphSchema } from '@apollo/subgraph'
import { type GraphQLSchema, Kind, parse } from 'graphql'
import { scalars } from './scalars.ts'
import type { RequestContext } from './viewer.ts'

/** One domain of the API. `Deps` lives as long as the process, `Context` as long as one request. */
export interface Subgraph<Deps, Context extends RequestContext> {
  /** The name in the supergraph, and the process's name in logs and metrics. */
  name: string
  sdl: string
  /** The generated `Resolvers` of this subgraph. Scalars come from the kit. */
  resolvers: object
  /** Called once a request: make DataLoaders here, so that nothing that one viewer loaded is seen by the next. */
  createContext(deps: Deps, request: RequestContext): Context
}

export function defineSubgraph<Deps, Context extends RequestContext>(
  subgraph: Subgraph<Deps, Context>,
): Subgraph<Deps, Context> {
  return subgraph
}

/** A subgraph with what it lives on: ready to answer, whichever way it is asked. */
export interface BoundSubgraph {
  name: string
  schema: GraphQLSchema
  /** What the resolvers of one call share. */
  contextOf(request: RequestContext): RequestContext
}

export function bindSubgraph<Deps, Context extends RequestContext>(
  subgraph: Subgraph<Deps, Context>,
  deps: Deps,
): BoundSubgraph {
  return {
    name: subgraph.name,
    schema: schemaOf(subgraph),
    contextOf: (request) => subgraph.createContext(deps, request),
  }
}

type ResolverMap = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>

const built = new WeakMap<object, GraphQLSchema>()

/** The executable federation schema, built once. Throws when resolvers and SDL do not agree. */
export function schemaOf<Deps, Context extends RequestContext>(subgraph: Subgraph<Deps, Context>): GraphQLSchema {
  const known = built.get(subgraph)
  if (known) return known
  const typeDefs = parse(subgraph.sdl)
  const declared = typeDefs.definitions.flatMap((node) =>
    node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [],
  )
  const own = Object.fromEntries(
    declared.flatMap((name) => (Object.hasOwn(scalars, name) ? [[name, scalars[name]]] : [])),
  )
  const schema = buildSubgraphSchema({ typeDefs, resolvers: { ...own, ...subgraph.resolvers } as ResolverMap })
  built.set(subgraph, schema)
  return schema
}
