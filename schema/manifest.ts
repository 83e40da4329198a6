import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  validate,
  visit,
} from 'graphql'

/** As `@apollo/generate-persisted-query-manifest`, Apollo iOS and Apollo Kotlin write it. */
export interface OperationManifest {
  format: 'apollo-persisted-query-manifest'
  version: 1
  operations: { id: string; name: string; type: 'query' | 'mutation'; body: string }[]
}

const folder = new URL('operations/', import.meta.url)

/**
 * The operations of `schema/operations/*.graphql`, each with the fragments that it uses and `__typename` wherever Apollo's clients
 * ask for it. The id is the SHA-256 of the body. Throws when one is not valid, or two have one name.
 */
export function makeManifest(schema: GraphQLSchema): OperationManifest {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
  const document = parse(files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n'))
  const faults = validate(schema, document)
  if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('\n'))
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  return {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: operations
      .map((operation) => {
        const body = print(sortDefinitions(addTypenames(withItsFragments(operation, document))))
        const id = createHash('sha256').update(body).digest('hex')
        const type = operation.operation === 'mutation' ? ('mutation' as const) : ('query' as const)
        return { id, name: operation.name!.value, type, body }
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Fragments before operations, each by name: so that two clients that print one document differently agree. */
export function sortDefinitions(document: DocumentNode): DocumentNode {
  const key = (definition: DefinitionNode) =>
    `${definition.kind} ${'name' in definition ? (definition.name?.value ?? '') : ''}`
  return { ...document, definitions: document.definitions.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) }
}

function withItsFragments(operation: OperationDefinitionNode, { definitions }: DocumentNode): DocumentNode {
  const used = new Set<FragmentDefinitionNode>()
  const look = (definition: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(definition, {
      FragmentSpread({ name }) {
        const fragment = definitions.find(
          (other) => other.kind === Kind.FRAGMENT_DEFINITION && other.name.value === name.value,
        ) as FragmentDefinitionNode
        if (used.has(fragment)) return
        used.add(fragment)
        look(fragment)
      },
    })
  }
  look(operation)
  return { kind: Kind.DOCUMENT, definitions: [operation, ...used] }
}

/** In every selection but that of the operation itself, last, where it is not yet. */
function addTypenames(document: DocumentNode): DocumentNode {
  const typename: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }
  return visit(document, {
    SelectionSet(set, _key, parent) {
      if (parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION) return
      const has = set.selections.some(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
      )
      return has ? undefined : { ...set, selections: [...set.selections, typename] }
    },
  })
}
