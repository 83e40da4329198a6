/** For a DataLoader: the row of each key in the order asked, null where there is none. */
export function inKeyOrder<K extends bigint | string, Row>(
  keys: readonly K[],
  rows: readonly Row[],
  keyOf: (row: Row) => K,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => byKey.get(key) ?? null)
}

/** For a DataLoader: the rows of each key in the order asked, in their own order, an empty list where there is none. */
export function groupByKey<K extends bigint | string, Row>(
  keys: readonly K[],
  rows: readonly Row[],
  keyOf: (row: Row) => K,
): Row[][] {
  const byKey = Map.groupBy(rows, keyOf)
  return keys.map((key) => byKey.get(key) ?? [])
}

/** After a write: what this request's DataLoaders hold may no longer be so. */
export function forget(loaders: Record<string, { clearAll(): unknown }>): void {
  for (const loader of Object.values(loaders)) loader.clearAll()
}
