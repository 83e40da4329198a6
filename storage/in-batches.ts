import type { StorageDb } from '@halide/prisma/client.ts'
import DataLoader from 'dataloader'

/** Milliseconds for which calls are gathered: the files of one photo are stored within a few of each other. */
const gatheredForMs = 3

/** Lets calls of one thing at a time share a statement, as long as no two of them are about the same key. */
export function inBatches<Item extends { key: string }, Result>(
  runAll: (db: StorageDb, items: readonly Item[]) => Promise<(Result | Error)[]>,
): (db: StorageDb, item: Item) => Promise<Result> {
  const loaders = new WeakMap<StorageDb, DataLoader<Item, Result>>()

  function open(db: StorageDb): DataLoader<Item, Result> {
    const loader = new DataLoader<Item, Result>(
      async (items) => {
        const results = new Map<Item, Result | Error>()
        for (let left = items; left.length > 0; left = left.filter((item) => !results.has(item))) {
          const firsts = [...new Map(left.toReversed().map((item) => [item.key, item])).values()]
          const found = await runAll(db, firsts)
          for (const [index, item] of firsts.entries()) results.set(item, found[index]!)
        }
        return items.map((item) => results.get(item)!)
      },
      { cache: false, maxBatchSize: 100, batchScheduleFn: (run) => void setTimeout(run, gatheredForMs) },
    )
    loaders.set(db, loader)
    return loader
  }

  return (db, item) => (loaders.get(db) ?? open(db)).load(item)
}
