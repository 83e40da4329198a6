import { refuse } from './refuse.ts'

/** A page as Relay wants it. A node is null when what the edge points to has gone since. */
export interface Connection<Node> {
  edges: { cursor: string; node: Node }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

/** No list answers more than this at once. */
export const largestPage = 100

/** `first` as asked, forced into 1…100. */
export function pageSize(first: number): number {
  return Math.min(Math.max(first, 1), largestPage)
}

/** A place in a list that is ordered by a 64-bit number, opaque to clients. */
export function encodeCursor(value: bigint): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(value)
  return bytes.toString('base64url')
}

/** The number behind a cursor. Refuses BAD_USER_INPUT when the text is not one of ours. */
export function decodeCursor(cursor: string): bigint {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.length !== 8 || bytes.toString('base64url') !== cursor) refuse('BAD_USER_INPUT', 'This is not a cursor.')
  return bytes.readBigInt64BE()
}

/**
 * A page of `pageSize(first)` edges, made from one row more than that: the surplus row only tells that there is a next page.
 * There is a previous page when the page begins after something. A page whose reading was stopped before it was full, at a row that is
 * not shown, goes on from there.
 */
export function toConnection<Row, Node>(
  rows: readonly Row[],
  page: {
    first: number
    after?: string | null | undefined
    cursorOf: (row: Row) => bigint
    nodeOf: (row: Row) => Node
    stoppedAt?: bigint | null
  },
): Connection<Node> {
  const size = pageSize(page.first)
  const stopped = rows.length > size ? null : (page.stoppedAt ?? null)
  const edges = rows.slice(0, size).map((row) => ({ cursor: encodeCursor(page.cursorOf(row)), node: page.nodeOf(row) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size || stopped !== null,
      hasPreviousPage: page.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: stopped === null ? (edges.at(-1)?.cursor ?? null) : encodeCursor(stopped),
    },
  }
}
