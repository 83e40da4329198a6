import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLError } from 'graphql'
import {
  decodeCursor,
  encodeCursor,
  groupByKey,
  inKeyOrder,
  loadPages,
  pageKey,
  pageSize,
  toConnection,
} from './index.ts'

const page = (rows: bigint[], first: number, after?: string) =>
  toConnection(rows, { first, after, cursorOf: (row) => row, nodeOf: (row) => ({ id: row }) })

test('a page is never empty-handed nor endless', () => {
  assert.deepEqual([-1, 0, 1, 100, 101].map(pageSize), [1, 1, 1, 100, 100])
})

test('the surplus row tells of a next page and is not shown', () => {
  const { edges, pageInfo } = page([9n, 8n, 7n], 2)
  assert.deepEqual(
    edges.map(({ node }) => node.id),
    [9n, 8n],
  )
  assert.deepEqual(pageInfo, {
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: encodeCursor(9n),
    endCursor: encodeCursor(8n),
  })
})

test('the last page has no next and the page after something has a previous', () => {
  const { pageInfo } = page([7n], 2, encodeCursor(8n))
  assert.equal(pageInfo.hasNextPage, false)
  assert.equal(pageInfo.hasPreviousPage, true)
  assert.equal(page([], 2).pageInfo.endCursor, null)
})

test('a page whose reading was stopped goes on where that was, a full one after its last row', () => {
  const stopped = (rows: bigint[], first: number) =>
    toConnection(rows, { first, cursorOf: (row) => row, nodeOf: (row) => row, stoppedAt: 3n }).pageInfo
  assert.partialDeepStrictEqual(stopped([], 2), { hasNextPage: true, startCursor: null, endCursor: encodeCursor(3n) })
  assert.partialDeepStrictEqual(stopped([9n], 2), { hasNextPage: true, endCursor: encodeCursor(3n) })
  assert.partialDeepStrictEqual(stopped([9n, 8n, 7n], 2), { hasNextPage: true, endCursor: encodeCursor(8n) })
})

test('a cursor survives the trip, and any other text is refused as bad input', () => {
  for (const value of [0n, 1n, (1n << 63n) - 1n]) assert.equal(decodeCursor(encodeCursor(value)), value)
  for (const text of ['', 'x', 'AAAA', `${encodeCursor(5n)}A`, 'AAAAAAAAAA!']) {
    assert.throws(
      () => decodeCursor(text),
      (error) => error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT',
    )
  }
})

test('batches answer in the order of their keys, also for what is missing or asked twice', () => {
  const rows = [
    { id: 2n, tag: 'b' },
    { id: 1n, tag: 'a' },
  ]
  const tags = inKeyOrder([1n, 3n, 2n, 1n], rows, (row) => row.id).map((row) => row?.tag)
  assert.deepEqual(tags, ['a', undefined, 'b', 'a'])
  assert.deepEqual(
    groupByKey(['b', 'c'], rows, (row) => row.tag).map((group) => group.length),
    [1, 0],
  )
})

test('pages of one size and place are loaded together, and each owner gets its own', async () => {
  const calls: unknown[] = []
  const keys = [1n, 2n, 3n].map((owner) => pageKey(owner, { first: owner === 3n ? 9 : 2 }))
  const lists = await loadPages(
    keys,
    async (owners, limit, after) => {
      calls.push({ owners, limit, after })
      return owners.map((owner) => ({ owner, limit }))
    },
    (row) => row.owner,
  )
  assert.deepEqual(calls, [
    { owners: [1n, 2n], limit: 3, after: null },
    { owners: [3n], limit: 10, after: null },
  ])
  assert.deepEqual(lists, [[{ owner: 1n, limit: 3 }], [{ owner: 2n, limit: 3 }], [{ owner: 3n, limit: 10 }]])
})
