import { poolSettings } from '@halide/prisma/pool-settings.ts'
import { z } from 'zod'

/** What one account may gather. */
export interface CollectionLimits {
  collections: number
  /** In one collection. */
  posts: number
}

export const defaultCollectionLimits: CollectionLimits = { collections: 100, posts: 1_000 }

const count = z.coerce.number().int().positive()

const collectionEnv = {
  MAX_COLLECTIONS: count.default(defaultCollectionLimits.collections),
  MAX_COLLECTION_POSTS: count.default(defaultCollectionLimits.posts),
}

/** For `env.ts`. */
export const engagementEnv = {
  DATABASE_URL: z.url(),
  ...poolSettings,
  ...collectionEnv,
  REDIS_URL: z.url().optional(),
  VAPID_PUBLIC_KEY: z.string().optional(),
}

export type EngagementEnv = z.infer<z.ZodObject<typeof engagementEnv>>

export function collectionLimitsOf(env: z.infer<z.ZodObject<typeof collectionEnv>>): CollectionLimits {
  return { collections: env.MAX_COLLECTIONS, posts: env.MAX_COLLECTION_POSTS }
}
