import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { processPhoto } from '../process-photo/job.ts'
import { enterJobWorld, type JobWorld, makePhoto } from '../test-world.ts'
import { destroyAccount } from './destroy-account.ts'
import { destroyAccounts } from './job.ts'
import { fillRow, idColumns } from './test-rows.ts'
import { traces } from './traces.ts'

let world: JobWorld
before(async () => {
  world = await enterJobWorld('destroy-accounts')
})
after(() => world.leave())

const context = () => ({ ...world.context, signal: new AbortController().signal, attempt: 1 })

/** Columns of accounts' ids that are no plain traces: what is below them goes with objects, threads or the account itself. */
const withMore = [
  'users.id',
  'posts.author_id',
  'stories.author_id',
  'uploads.user_id',
  'avatars.user_id',
  'comments.author_id',
]
/** What a moderator or an admin did is only added to: the number stays, of an account that is no more. */
const kept = [
  'moderation_acts.moderator_id',
  'operator_acts.admin_id',
  'job_runs.asked_by',
  'load_state.override_by_id',
]
/** Columns of other ids. */
const ofOthers =
  /^(id|position|.*(post|photo|upload|comment|thread|reply_to|avatar|collection|subject|export|report|case|job)_id)$/
/** 64-bit numbers that name nothing. */
const plainNumbers = ['views', 'bytes', 'last_step', 'read_up_to', 'generation', 'crc', 'cursor', 'place']

test('every column with an account’s id is known to the destruction', async () => {
  const known = new Set([...withMore, ...kept, ...traces.map(({ table, column }) => `${table}.${column}`)])
  const unknown = (await idColumns(world.context.db))
    .filter(({ table, column }) => !known.has(`${table}.${column}`))
    .filter(({ column }) => !ofOthers.test(column) && !plainNumbers.includes(column))
    .map(({ table, column }) => `${table}.${column}`)
  assert.deepEqual(unknown, [], 'name them in jobs/destroy-accounts/traces.ts')
})

test('of a destroyed account nothing is left but its handle: no row with its id, and no object', async () => {
  const { db, store } = world.context
  const { postId, photoIds } = await world.post(await makePhoto(), await makePhoto(50, 40))
  for (const photoId of photoIds) await processPhoto.run({ photoId }, context())
  const { authorId: userId } = await db.post.findUniqueOrThrow({ where: { id: postId } })
  // In every table that can hold it, whatever else the row says.
  const bytes = Buffer.from('unused')
  const md5 = createHash('md5').update(bytes).digest()
  await store.put('originals/unused', bytes, { contentType: 'image/jpeg', md5 })
  await fillRow(db, { table: 'uploads', column: 'user_id' }, userId, { object_key: "'originals/unused'" })
  await fillRow(db, { table: 'stories', column: 'author_id' }, userId, { post_id: postId.toString() })
  await fillRow(db, { table: 'avatars', column: 'user_id' }, userId)
  await fillRow(db, { table: 'comments', column: 'author_id' }, userId)
  const [own] = await db.$queryRaw<{ id: bigint }[]>`select id from comments where author_id = ${userId}`
  await db.comment.create({ data: { postId: 3n, authorId: 5n, text: 'to it', threadId: own!.id } })
  await fillRow(db, { table: 'explore_generations', column: 'generation' }, 1n)
  await fillRow(db, { table: 'moderation_cases', column: 'id' }, 1n)
  for (const trace of traces) await fillRow(db, trace, userId)
  const columns = await idColumns(db)
  const held = async () => {
    const found: string[] = []
    for (const { table, column } of columns) {
      const rows = await db.$queryRawUnsafe<unknown[]>(`select 1 from ${table} where ${column} = $1 limit 1`, userId)
      if (rows.length > 0) found.push(`${table}.${column}`)
    }
    return found.sort()
  }
  const everywhere = [...withMore, ...traces.map(({ table, column }) => `${table}.${column}`)].sort()
  assert.deepEqual(await held(), everywhere)
  const keys = (await db.storedObject.findMany({ where: { state: 'LIVE' } })).map(({ key }) => key)
  assert.ok(keys.length >= 21)

  await destroyAccount.run({ userId }, context())
  assert.deepEqual(await held(), everywhere, 'one that is not deleted stays')
  await db.$executeRaw`update users set deleted_at = now() - interval '29 days' where id = ${userId}`
  await destroyAccount.run({ userId }, context())
  assert.deepEqual(await held(), everywhere, 'as does one that can still be restored')

  await db.$executeRaw`update users set deleted_at = now() - interval '31 days' where id = ${userId}`
  await destroyAccounts.run({}, context())
  assert.ok((await world.queue()).some(({ name }) => name === 'destroy_account'))
  await destroyAccount.run({ userId }, context())
  assert.deepEqual(await held(), [])
  assert.deepEqual(new Set((await store.statesOf(keys)).values()), new Set(['GONE']))
  for (const key of keys) assert.equal(await store.open(key), null)
  assert.equal(await db.comment.count(), 0, 'nor the thread that nobody can see any more')
  assert.ok((await world.queue()).some(({ name }) => name === 'forget_post'))
  assert.deepEqual(await db.retiredHandle.findMany(), [{ handle: `author${userId}` }])
  await destroyAccount.run({ userId }, context())
})
