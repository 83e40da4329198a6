import { objectKeys } from '@halide/schema/object-keys.ts'
import { destroyAccount } from './destroy-accounts/destroy-account.ts'
import { destroyAccounts } from './destroy-accounts/job.ts'
import { dropAvatar } from './drop-avatar/job.ts'
import { purgeAvatar } from './drop-avatar/purge-avatar.ts'
import { expireExports } from './expire-exports/job.ts'
import { exportData } from './export-data/job.ts'
import { records } from './export-data/records.ts'
import { processAvatar } from './process-avatar/job.ts'
import {
  author,
  contentType,
  first,
  type KillCase,
  type KillScene,
  md5Of,
  one,
  original,
  people,
  photo,
  postId,
  readyPost,
  second,
} from './test-kill-scenes.ts'
import { withdrawAccount } from './withdraw-account/job.ts'

const avatarId = 400n

/** A picture of the author's with its upload, and as much of its files as one. */
async function avatar({ context: { db, store } }: KillScene, id = avatarId, status = 'PROCESSING'): Promise<void> {
  const key = objectKeys.original(author, id, id)
  await store.put(key, original, { contentType, md5: md5Of(original) })
  await db.$executeRaw`
    insert into uploads (id, user_id, post_id, byte_size, content_type, md5, object_key, status, expires_at)
    values (${id}, ${author}, ${id}, ${original.length}::int, ${contentType}, ${md5Of(original)}, ${key}, 'USED', now())`
  await db.$executeRaw`
    insert into avatars (id, user_id, upload_id, original_key, status)
    values (${id}, ${author}, ${id}, ${key}, ${status}::photo_status)`
  if (status !== 'READY') return
  const square = objectKeys.avatar(id, 'LARGE', 'JPEG')
  await store.put(square, Buffer.from('square'), { contentType, md5: md5Of(Buffer.from('square')) })
  await db.$executeRaw`
    insert into avatar_renditions (avatar_id, size, format, width, height, byte_size, md5, object_key)
    values (${id}, 'LARGE', 'JPEG', 1, 1, 6, ${md5Of(Buffer.from('square'))}, ${square})`
}

/** Two followers of the author talk below a post, and one of them has deleted the account so many days ago. */
const leaving = (days: number) => async (world: KillScene) => {
  const { db } = world.context
  await people(db)
  await readyPost(db)
  await db.$executeRaw`insert into likes (post_id, user_id) values (${postId}, ${first}), (${postId}, ${second})`
  await db.$executeRaw`
    insert into comments (id, post_id, author_id, text, thread_id)
    values (1, ${postId}, ${first}, '', null), (2, ${postId}, ${second}, '', 1), (3, ${postId}, ${second}, '', null)`
  await db.$executeRaw`insert into post_counters (post_id, shard, likes, comments) values (${postId}, 0, 2, 3)`
  await db.$executeRaw`update users set deleted_at = now() - ${days}::int * interval '1 day' where id = ${first}`
}

const exportId = 500n

/** An export of which all but the last of the JSON files are there. Nothing in it depends on when it was made. */
async function halfExported(world: KillScene): Promise<void> {
  const { db } = world.context
  await people(db)
  await readyPost(db)
  await photo(world, 'READY')
  await db.$executeRaw`update users set created_at = 'epoch'`
  await db.$executeRaw`update posts set created_at = 'epoch'`
  await db.$executeRaw`insert into data_exports (id, user_id, entries) values (${exportId}, ${author}, 1)`
  for (const [ordinal, { name }] of records.slice(0, -1).entries())
    await db.$executeRaw`
      insert into data_export_parts (export_id, ordinal, name, crc, content_bytes, bytes, object_key)
      values (${exportId}, ${ordinal}::int, ${name}, 0, 0, 0, ${`exports/${ordinal}`})`
}

/** The jobs about accounts. */
export const killCasesOfAccounts: readonly KillCase[] = [
  one(processAvatar, { avatarId }, async (world) => {
    await people(world.context.db)
    await avatar(world, 399n, 'READY')
    await avatar(world)
  }),
  one(dropAvatar, { avatarId }, async (world) => {
    await avatar(world, avatarId, 'READY')
    await world.context.db.$executeRaw`update avatars set dropped_at = now()`
  }),
  one(purgeAvatar, { avatarId, round: 0 }, ({ context: { db } }) => people(db)),
  one(exportData, { exportId }, halfExported),
  one(expireExports, {}, async (world) => {
    const { db, store } = world.context
    await halfExported(world)
    await store.put('exports/0', original, { contentType, md5: md5Of(original) })
    await db.$executeRaw`update data_exports set state = 'READY', expires_at = now()`
  }),
  one(withdrawAccount, { userId: first, round: 1 }, leaving(0)),
  one(destroyAccounts, {}, leaving(31)),
  one(destroyAccount, { userId: first }, async (world) => {
    await leaving(31)(world)
    await photo(world, 'READY')
    await world.context.db.$executeRaw`update posts set author_id = ${first}`
  }),
]
