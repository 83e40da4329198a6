import { type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { anyShard } from './counter-shard.ts'
import { postNotFound } from './like-post.ts'
import { actedOn } from './visible-posts.ts'

export interface NewComment {
  postId: bigint | null
  text: string
  idempotencyKey: string | null
}

type Faults = UserError<'INVALID' | 'POST_NOT_FOUND'>[]
type Outcome = { comment: { id: bigint; postId: bigint }; userErrors: [] } | { comment: null; userErrors: Faults }

/** In code points, as `schema/engagement.graphql` promises. */
const longestText = 2_200
const longestKey = 100

/**
 * Writes a comment. The same key of the same author answers the first comment again, whatever else is in the input, also when
 * both calls run at once. One statement: the comment's row decides whether the count moves.
 */
export async function createComment(
  { db }: Pick<EngagementContext, 'db'>,
  viewer: Viewer,
  input: NewComment,
): Promise<Outcome> {
  const text = input.text.trim()
  const key = input.idempotencyKey
  const faults = checkComment(text, key)
  if (faults.length > 0) return { comment: null, userErrors: faults }
  if (input.postId === null) return { comment: null, userErrors: [postNotFound] }
  const [written] = await db.$queryRaw<{ id: bigint; postId: bigint }[]>`
    with post as (${actedOn(input.postId, viewer)}),
    written as (
      insert into comments (post_id, author_id, text, idempotency_key)
      select id, ${viewer.userId}::bigint, ${text}, ${key}::text from post
      on conflict (author_id, idempotency_key) do nothing returning id, post_id
    ),
    counted as (
      insert into post_counters as c (post_id, shard, comments) select post_id, ${anyShard()}::int, 1 from written
      on conflict (post_id, shard) do update set comments = c.comments + 1
    )
    select id, post_id as "postId" from written`
  const comment = written ?? (key === null ? null : await findByKey(db, viewer.userId, key))
  return comment ? { comment, userErrors: [] } : { comment: null, userErrors: [postNotFound] }
}

function findByKey(db: EngagementContext['db'], authorId: bigint, idempotencyKey: string) {
  return db.comment.findUnique({
    where: { authorId_idempotencyKey: { authorId, idempotencyKey } },
    select: { id: true, postId: true },
  })
}

function checkComment(text: string, key: string | null): UserError<'INVALID'>[] {
  const faults: UserError<'INVALID'>[] = []
  const length = [...text].length
  // Postgres takes no NUL.
  if (length < 1 || length > longestText || text.includes('\0')) {
    faults.push(userError('INVALID', 'text', `1 to ${longestText} characters.`))
  }
  if (key !== null && (key.length < 1 || [...key].length > longestKey || key.includes('\0'))) {
    faults.push(userError('INVALID', 'idempotencyKey', `1 to ${longestKey} characters.`))
  }
  return faults
}
