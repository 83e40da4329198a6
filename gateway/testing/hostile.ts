const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ')

const deep = (levels: number) => `{ post(id: 1) { ${'next { '.repeat(levels - 2)} id ${'} '.repeat(levels - 2)} } }`

const doubling = many(40, (i) => `fragment F${i} on Post { next { ...F${i + 1} } next { ...F${i + 1} } }`)

/** Documents made to hurt, of the toys' schema, by what they do. */
export const hostileDocuments: Readonly<Record<string, string>> = {
  'one field again and again': `{ homeFeed { node { ${many(1_900, () => 'id')} } } }`,
  'a thousand aliases': `{ ${many(1_000, (i) => `a${i}: viewer`)} }`,
  'depth 200': deep(200),
  'fragments that double': `{ post(id: 1) { ...F0 } } ${doubling} fragment F40 on Post { id }`,
  'a cycle of fragments': '{ post(id: 1) { ...A } } fragment A on Post { next { ...B } } fragment B on Post { ...A }',
  'fields that all must be compared': `{ ${many(900, (i) => `post(id: ${i}) { id }`)} }`,
  'a thousand directives': `{ viewer ${many(1_000, () => '@skip(if: false)')} }`,
  'a page of a million': '{ page(first: 1000000) { edges { node { title } } } }',
}

/** The same as bodies, and bodies that hurt by themselves. */
export function hostileBodies(): Record<string, string> {
  const documents = Object.entries(hostileDocuments).map(([name, query]) => [name, JSON.stringify({ query })])
  return {
    ...Object.fromEntries(documents),
    'a body of 10 MB': JSON.stringify({ query: '{ viewer }', variables: { long: 'x'.repeat(10_000_000) } }),
    'a batch of a thousand': JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ viewer }' }))),
  }
}
