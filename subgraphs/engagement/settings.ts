import { z } from 'zod'

/** What one account may gather. */
export interface CollectionLimits {
  collections: number
  /** In one collection. */
  posts: number
}

export const defaultCollectionLimits: CollectionLimits = { collections: 100, posts: 1_000 }

const count = z.coerce.number().int().positive()

/** For `env.ts`. */
export const collectionEnv = {
  MAX_COLLECTIONS: count.default(defaultCollectionLimits.collections),
  MAX_COLLECTION_POSTS: count.default(defaultCollectionLimits.posts),
}

export function collectionLimitsOf(env: z.infer<z.ZodObject<typeof collectionEnv>>): CollectionLimits {
  return { collections: env.MAX_COLLECTIONS, posts: env.MAX_COLLECTION_POSTS }
}
