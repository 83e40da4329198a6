import type { Tx } from '@halide/prisma/client.ts'
import { refuse, type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { postNotFound } from './like-post.ts'
import { actedOn } from './visible-posts.ts'

type Deps = Pick<EngagementContext, 'db' | 'collectionLimits'>
type Outcome<Code extends string> = { id: bigint; error: null } | { id: null; error: UserError<Code> }

/** Code points. */
const longestName = 50

const notFound = userError('COLLECTION_NOT_FOUND', 'collectionId', 'You have no such collection.')
const invalidName = userError('INVALID', 'name', `1 to ${longestName} characters, no control characters.`)

function failed<Code extends string>(error: UserError<Code>): Outcome<Code> {
  return { id: null, error }
}

/** As it is stored, or null when the text can be no name. */
function toName(text: string): string | null {
  const name = text.trim()
  const length = [...name].length
  return length >= 1 && length <= longestName && !/\p{Cc}|\p{Cs}/u.test(name) ? name : null
}

/** Makes a collection, or answers the viewer's one of that name. One viewer's calls wait for each other, so that the limit holds. */
export async function createCollection(
  { db, collectionLimits }: Deps,
  { userId }: Viewer,
  text: string,
): Promise<Outcome<'INVALID' | 'TOO_MANY'>> {
  const name = toName(text)
  if (name === null) return failed(invalidName)
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('collections', ${userId}))`
    const first = await tx.collection.findUnique({ where: { userId_name: { userId, name } }, select: { id: true } })
    if (first) return { ...first, error: null }
    const most = collectionLimits.collections
    if ((await tx.collection.count({ where: { userId } })) >= most) {
      return failed(userError('TOO_MANY', null, `An account has up to ${most} collections.`))
    }
    const [made] = await tx.$queryRaw<{ id: bigint }[]>`
      insert into collections (user_id, name) select id, ${name} from visible_users(${userId}) where id = ${userId}
      returning id`
    return made ? { ...made, error: null } : refuse('UNAUTHENTICATED')
  })
}

/** Of two that take one name at once, the table lets one. */
export async function renameCollection(
  { db }: Deps,
  { userId }: Viewer,
  id: bigint | null,
  text: string,
): Promise<Outcome<'INVALID' | 'COLLECTION_NOT_FOUND' | 'NAME_TAKEN'>> {
  const name = toName(text)
  if (name === null) return failed(invalidName)
  if (id === null) return failed(notFound)
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('collections', ${userId}))`
    const taken = await tx.collection.count({ where: { userId, name, id: { not: id } } })
    if (taken > 0) return failed(userError('NAME_TAKEN', 'name', 'Another collection of yours has this name.'))
    const { count } = await tx.collection.updateMany({ where: { id, userId }, data: { name } })
    return count === 1 ? { id, error: null } : failed(notFound)
  })
}

/** What was in it stays saved. */
export async function deleteCollection(
  { db }: Deps,
  { userId }: Viewer,
  id: bigint | null,
): Promise<UserError<'COLLECTION_NOT_FOUND'> | null> {
  const count = id === null ? 0 : (await db.collection.deleteMany({ where: { id, userId } })).count
  return count === 1 ? null : notFound
}

/** Puts a post in, and saves it. The collection's row is locked meanwhile: however many are added at once, the limit holds. */
export async function addToCollection(
  { db, collectionLimits }: Deps,
  viewer: Viewer,
  { collectionId: id, postId }: { collectionId: bigint | null; postId: bigint | null },
): Promise<Outcome<'COLLECTION_NOT_FOUND' | 'POST_NOT_FOUND' | 'TOO_MANY'>> {
  if (id === null) return failed(notFound)
  if (postId === null) return failed(postNotFound)
  return db.$transaction(async (tx) => {
    if (!(await lockOwn(tx, viewer, id))) return failed(notFound)
    const [post] = await tx.$queryRaw<{ id: bigint; within: boolean; count: bigint }[]>`
      select id, exists (select from collection_posts where collection_id = ${id} and post_id = post.id) as within,
        (select count(*) from collection_posts where collection_id = ${id}) as count
      from (${actedOn(postId, viewer)}) as post`
    if (!post) return failed(postNotFound)
    const most = collectionLimits.posts
    if (!post.within && post.count >= most) {
      return failed(userError('TOO_MANY', 'collectionId', `A collection has up to ${most} posts.`))
    }
    await tx.save.createMany({ data: [{ userId: viewer.userId, postId }], skipDuplicates: true })
    await tx.collectionPost.createMany({ data: [{ collectionId: id, postId }], skipDuplicates: true })
    return { id, error: null }
  })
}

async function lockOwn(tx: Tx, { userId }: Viewer, id: bigint): Promise<boolean> {
  const own = await tx.$queryRaw<unknown[]>`
    select 1 from collections where id = ${id} and user_id = ${userId} for update`
  return own.length === 1
}

/** Changes nothing when it is not in there. */
export async function removeFromCollection(
  { db }: Deps,
  { userId }: Viewer,
  { collectionId: id, postId }: { collectionId: bigint | null; postId: bigint | null },
): Promise<Outcome<'COLLECTION_NOT_FOUND'>> {
  if (id === null || (await db.collection.count({ where: { id, userId } })) === 0) return failed(notFound)
  if (postId !== null) await db.collectionPost.deleteMany({ where: { collectionId: id, postId } })
  return { id, error: null }
}
