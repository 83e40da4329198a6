import { readSdl } from '@halide/schema/sdl.ts'
import { Kind, parse, print } from 'graphql'

// Our SDL in the words of federation 1, which Mercurius' gateway speaks: an entity is defined by one subgraph and extended by the others.

const roots = new Set(['Query', 'Mutation'])
const known = new Set(['key', 'external', 'deprecated'])
const external = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'external' }, arguments: [] }

/** The SDL of each of these subgraphs, by its name. */
export function federation1(subgraphs) {
  const typesOf = new Map(subgraphs.map((name) => [name, wholeTypes(parse(readSdl(name), { noLocation: true }))]))
  const owners = ownersOf(typesOf)
  return Object.fromEntries(
    [...typesOf].map(([subgraph, types]) => {
      const definitions = types.map((type) => {
        const isStub = isEntity(type) && owners.get(type.name.value) !== subgraph
        return {
          ...withoutUnknown(type),
          ...((isStub || roots.has(type.name.value)) && { kind: Kind.OBJECT_TYPE_EXTENSION }),
          ...(isStub && { interfaces: [] }),
          ...(type.fields && { fields: type.fields.map((field) => fieldOf(field, isStub)) }),
        }
      })
      return [subgraph, print({ kind: Kind.DOCUMENT, definitions })]
    }),
  )
}

/** The types of a document, each with all that extends it there. */
function wholeTypes({ definitions }) {
  const types = definitions.filter(({ kind }) => kind.endsWith('TypeDefinition'))
  const partsOf = Map.groupBy(definitions, ({ name }) => name?.value)
  return types.map((type) => {
    const parts = partsOf.get(type.name.value)
    const all = (key) => type[key] && { [key]: parts.flatMap((part) => part[key] ?? []) }
    return { ...type, ...all('fields'), ...all('values'), ...all('types'), ...all('interfaces') }
  })
}

/** The subgraph that knows most of an entity. */
function ownersOf(typesOf) {
  const most = new Map()
  for (const [subgraph, types] of typesOf)
    for (const { name, fields } of types.filter(isEntity))
      if (fields.length > (most.get(name.value)?.size ?? 0)) most.set(name.value, { subgraph, size: fields.length })
  return new Map([...most].map(([name, { subgraph }]) => [name, subgraph]))
}

function isEntity({ kind, directives }) {
  return kind === Kind.OBJECT_TYPE_DEFINITION && directives.some(({ name }) => name.value === 'key')
}

function fieldOf(field, isOfStub) {
  const { directives } = withoutUnknown(field)
  return { ...field, directives: isOfStub && field.name.value === 'id' ? [...directives, external] : directives }
}

function withoutUnknown(node) {
  const directives = node.directives.filter(({ name }) => known.has(name.value))
  const isKnown = ({ name }) => name.value !== 'resolvable'
  return {
    ...node,
    directives: directives.map((directive) => ({ ...directive, arguments: directive.arguments.filter(isKnown) })),
  }
}
