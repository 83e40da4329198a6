import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql'
import { costOf } from './cost.ts'

const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'))

function cost(source: string, variables: Record<string, unknown> = {}): number {
  const document = parse(source)
  const operation = getOperationAST(document)!
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  return costOf(schema, document, operation, coerced!)
}

test('objects cost 1 and their values nothing', () => {
  assert.equal(cost('{ viewer { id handle bio followerCount } }'), 1)
  assert.equal(cost('{ __typename }'), 0)
})

test('a connection counts its edges as often as first says, its default where it is left out', () => {
  assert.equal(cost('{ homeFeed(first: 5) { edges { node { id } } pageInfo { endCursor } } }'), 1 + 5 * 2 + 1)
  assert.equal(cost('{ homeFeed { edges { node { id } } } }'), 1 + 20 * 2)
  const byVariable = 'query ($n: Int! = 7) { homeFeed(first: $n) { edges { node { author { id } } } } }'
  assert.equal(cost(byVariable), 1 + 7 * 3)
  assert.equal(cost(byVariable, { n: 100 }), 1 + 100 * 3)
})

test('pages in pages multiply', () => {
  const nested =
    '{ homeFeed(first: 10) { edges { node { comments(first: 3) { edges { node { author { id } } } } } } } }'
  assert.equal(cost(nested), 1 + 10 * (2 + 1 + 3 * 3))
})

test('a list counts as often as ids are given or its first says, or 10 times', () => {
  assert.equal(cost('{ storyTray(first: 100) { author { id } } }'), 100 * 2)
  assert.equal(cost('{ nodes(ids: ["post_1", "post_2", "post_3"]) { id } }'), 3)
  assert.equal(cost('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] }), 2)
  assert.equal(cost('{ post(id: "post_1") { photos { image { url } } } }'), 1 + 10 * 2)
})

test('a mutation costs 10 more, however its fields are named', () => {
  const call = '(input: { postId: "post_1" }) { post { id } }'
  assert.equal(cost(`mutation { likePost${call} }`), 10 + 2)
  assert.equal(cost(`mutation { a: likePost${call} ...F } fragment F on Mutation { b: likePost${call} }`), 2 * 12)
})

test('what is selected twice is answered once, under another name twice', () => {
  const parts = 'fragment A on Post { author { id } } fragment B on Post { author { handle } }'
  assert.equal(cost(`{ post(id: "post_1") { ...A ...B author { bio } } } ${parts}`), 2)
  assert.equal(cost('{ post(id: "post_1") { author { id } other: author { id } } }'), 3)
})

test('a fragment that is spread again and again on every level is counted in no time', () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const deeper = `parent { ...F${level + 1} } `
    return `fragment F${level} on Comment { ${level < 11 ? deeper.repeat(12) : 'id'} }`
  })
  const source = `{ notifications(first: 1) { edges { node { comment { ...F0 } } } } } ${levels.join(' ')}`
  const began = performance.now()
  assert.equal(cost(source), 1 + 1 * (1 + 1 + 1 + 11))
  assert.ok(performance.now() - began < 1_000)
})

test('introspection is free', () => {
  assert.equal(cost('{ __schema { types { fields { args { name } } } } __type(name: "Post") { fields { name } } }'), 0)
})
