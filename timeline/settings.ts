import { z } from 'zod'

const entries = z.coerce.number().int().positive().max(16_000)

/** The settings of every process that reads or writes feeds; spread them into the schema of its `env.ts`. */
export const timelineSettings = {
  /** Newest posts kept in a reader's feed; at times a fifth more. */
  FEED_ENTRIES: entries.default(500),
  /** Newest posts kept of an author whose posts are not fanned out. Every reader of a follower fetches them: keep it small. */
  CELEBRITY_ENTRIES: entries.default(100),
  /** Statements that fill or replace cached feeds, at once in this process. */
  FEED_STATEMENTS: z.coerce.number().int().positive().default(10),
  /** Bytes of feeds that this process keeps itself, for a minute, while Redis cannot be used. A full one takes 4 KB. */
  FEED_MEMORY_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(32 * 1_048_576),
}

/** As in `timelineSettings`, by the names that the code uses. */
export interface TimelineLimits {
  feedEntries: number
  celebrityEntries: number
  statements: number
  memoryBytes: number
}

/** From a parsed environment. */
export function timelineLimits(env: z.infer<z.ZodObject<typeof timelineSettings>>): TimelineLimits {
  return {
    feedEntries: env.FEED_ENTRIES,
    celebrityEntries: env.CELEBRITY_ENTRIES,
    statements: env.FEED_STATEMENTS,
    memoryBytes: env.FEED_MEMORY_BYTES,
  }
}

export const defaultLimits: TimelineLimits = timelineLimits(z.object(timelineSettings).parse({}))

/** A warm feed lives for 24 h and up to one more, so that feeds that were built together do not go cold together. Seconds. */
export function feedLifetime(): number {
  return 86_400 + Math.floor(Math.random() * 3_600)
}

/** A construction that nobody finished is gone after this. Seconds. */
export const constructionLifetime = 30

/** Feeds kept in a process live for up to 60 s (R5.2), and those that were built together do not end together. Milliseconds. */
export function memoryLifetime(): number {
  return 60_000 - Math.floor(Math.random() * 15_000)
}

/** Milliseconds after which every transaction that took a position has ended: far above the 30 s that prisma/client.ts gives one. */
export const settlingTime = 600_000
