import { toHashtag } from '@halide/schema/hashtags.ts'
import { refuse, type UserError, userError } from '@halide/subgraph-kit/index.ts'
import type { PostDeps } from './context.ts'

/** Hashtags that one account may follow. */
const mostFollowed = 1_000

type Outcome =
  | { hashtag: { name: string }; userErrors: [] }
  | { hashtag: null; userErrors: [UserError<'INVALID' | 'TOO_MANY'>] }

const noHashtag: Outcome = {
  hashtag: null,
  userErrors: [userError('INVALID', 'name', 'Letters, digits and underscores, at least one letter.')],
}

/** Follows a hashtag, whether anybody uses it or not. Again changes nothing. */
export async function followHashtag({ db }: Pick<PostDeps, 'db'>, userId: bigint, text: string): Promise<Outcome> {
  const name = toHashtag(text)
  if (name === null) return noHashtag
  const [outcome] = await db.$queryRaw<{ room: boolean }[]>`
    with room as (
      select (select count(*) from hashtag_follows where user_id = ${userId}) < ${mostFollowed}::int
        or exists (select from hashtag_follows where user_id = ${userId} and name = ${name}) as room
      from visible_users(${userId}::bigint) as person where person.id = ${userId}::bigint
    ),
    followed as (
      insert into hashtag_follows (user_id, name) select ${userId}, ${name} from room where room on conflict do nothing
    )
    select room from room`
  if (!outcome) refuse('UNAUTHENTICATED')
  if (outcome.room) return { hashtag: { name }, userErrors: [] }
  const tooMany = `An account follows up to ${mostFollowed.toLocaleString('en')} hashtags.`
  return { hashtag: null, userErrors: [userError('TOO_MANY', 'name', tooMany)] }
}

/** Changes nothing when it is not followed. */
export async function unfollowHashtag({ db }: Pick<PostDeps, 'db'>, userId: bigint, text: string): Promise<Outcome> {
  const name = toHashtag(text)
  if (name === null) return noHashtag
  await db.hashtagFollow.deleteMany({ where: { userId, name } })
  return { hashtag: { name }, userErrors: [] }
}
