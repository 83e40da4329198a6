import { groupByKey } from './batch.ts'
import { decodeCursor, pageSize } from './connection.ts'

/** Which page of whose list: the key of a DataLoader over lists, with `pageName` as its `cacheKeyFn`. */
export interface PageKey<Owner extends bigint | string = bigint> {
  ownerId: Owner
  /** One more than the page shows, as `toConnection` wants it. */
  limit: number
  after: bigint | null
}

/** Refuses BAD_USER_INPUT when `after` is not a cursor. */
export function pageKey<Owner extends bigint | string>(
  ownerId: Owner,
  args: { first: number; after?: string | null },
): PageKey<Owner> {
  return { ownerId, limit: pageSize(args.first) + 1, after: args.after == null ? null : decodeCursor(args.after) }
}

export function pageName({ ownerId, ...page }: PageKey<bigint | string>): string {
  return `${ownerId} ${sizeAndPlace(page)}`
}

function sizeAndPlace({ limit, after }: Omit<PageKey, 'ownerId'>): string {
  return `${limit} ${after ?? ''}`
}

/**
 * Loads the pages of many owners: `load` is called once for all that ask for the same size and place, which under one field of
 * a query is all of them. Answers each owner's rows, in the order asked.
 */
export async function loadPages<Row, Owner extends bigint | string>(
  keys: readonly PageKey<Owner>[],
  load: (ownerIds: Owner[], limit: number, after: bigint | null) => Promise<Row[]>,
  ownerOf: (row: Row) => Owner,
): Promise<Row[][]> {
  const alike = [...Map.groupBy(keys, sizeAndPlace).values()]
  const pages = new Map<string, Row[]>()
  await Promise.all(
    alike.map(async (group) => {
      const { limit, after } = group[0]!
      const owners = group.map(({ ownerId }) => ownerId)
      const lists = groupByKey(owners, await load(owners, limit, after), ownerOf)
      for (const [at, key] of group.entries()) pages.set(pageName(key), lists[at]!)
    }),
  )
  return keys.map((key) => pages.get(pageName(key))!)
}
