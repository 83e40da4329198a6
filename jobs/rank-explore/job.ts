import { z } from 'zod'
import { defineJob } from '../kit.ts'

/** Posts of one generation. */
export const postsRanked = 1_000

/** Of these, by one author: nobody fills Explore alone. */
export const mostByAuthor = 5

/** The latest posts among which the top ones are looked for, none older than the days. */
const candidates = 20_000
const candidateDays = 30

/** Generations kept: who began to page through one has an hour to go on. */
export const generationsKept = 12

/** Saves of one post that are counted: they have no counter, and a ranking needs no more. */
const savesCounted = 10_000

/**
 * Ranks public posts by what people did about them, against their age: points / (hours + 2)^1.5, where a like is 1, a comment 2, a
 * save 3 and twenty views 1; each post has 1 to begin with, so that new ones are met. One statement writes a whole generation and
 * drops the oldest: it is there or not. Run by the clock.
 */
export const rankExplore = defineJob({
  name: 'rank_explore',
  what: 'A generation of Explore: the top 1,000 public posts of 30 days, the latest 20,000 looked at.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  async run(_, { db, log }) {
    const ranked = await db.$executeRaw`
      with latest as (
        select id, author_id, extract(epoch from now()) * 1000 - 1735689600000 - (position >> 23) as age_ms
        from visible_posts(null)
        where position > ((extract(epoch from now()) * 1000)::bigint - 1735689600000 - ${candidateDays}::bigint * 86400000) << 23
        order by position desc limit ${candidates}::int
      ),
      scored as (
        select id, author_id, (1 + counted.likes + 2 * counted.comments + 3 * saved.saves + counted.views / 20.0)
          / power(greatest(age_ms, 0)::float8 / 3600000 + 2, 1.5) as score
        from latest
        cross join lateral (
          select coalesce(sum(likes), 0) as likes, coalesce(sum(comments), 0) as comments, coalesce(sum(views), 0) as views
          from post_counters where post_id = latest.id
        ) as counted
        cross join lateral (
          select count(*) as saves from (select from saves where post_id = latest.id limit ${savesCounted}::int) as kept
        ) as saved
      ),
      spread as (
        select id, author_id, score, row_number() over (partition by author_id order by score desc, id desc) as nth from scored
      ),
      top as (
        select id, author_id, row_number() over (order by score desc, id desc) as rank from spread
        where nth <= ${mostByAuthor}::int order by rank limit ${postsRanked}::int
      ),
      made as (
        insert into explore_generations (generation) select coalesce(max(generation), 0) + 1 from explore_generations
        returning generation
      ),
      dropped as (
        delete from explore_generations using made where explore_generations.generation <= made.generation - ${generationsKept}::int
      )
      insert into explore_posts (generation, rank, post_id, author_id) select generation, rank, id, author_id from made, top`
    log.info({ ranked }, 'top posts ranked')
  },
})
