import { type GraphQLSchema, isAbstractType } from 'graphql'

/** Makes the test of whether the object type of a name is one of a condition. */
export type TypeTest = (condition: string) => (typename: unknown) => boolean

/** `schema` is the supergraph's: plans name types that clients do not see. */
export function createTypeTest(schema: GraphQLSchema): TypeTest {
  return (condition) => {
    const type = schema.getType(condition)
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : []
    const implementing = isAbstractType(type) && 'getFields' in type ? schema.getImplementations(type).interfaces : []
    const names = new Set<unknown>([condition, ...[...possible, ...implementing].map(({ name }) => name)])
    return (typename) => names.has(typename)
  }
}
