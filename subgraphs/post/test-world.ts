import { createHash, randomUUID } from 'node:crypto'
import { calm } from '@halide/prisma/load.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { executeSubgraph } from '@halide/subgraph-kit/index.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import { createContent } from './content.ts'
import type { PostDeps } from './context.ts'
import { createMetrics } from './metrics.ts'
import { postSubgraph } from './subgraph.ts'

/** A database of its own with a few accounts, and the post subgraph on it. */
export interface PostWorld {
  database: TestDatabase
  deps: PostDeps
  /** Adds an account. */
  person(): Promise<bigint>
  /** Runs an operation as this account, or as nobody. Throws when it has errors. */
  ask(viewer: bigint | null, query: string, variables?: object): Promise<Record<string, Answer>>
  /** Codes of the errors of an operation that is refused. */
  refused(viewer: bigint | null, query: string, variables?: object): Promise<unknown[]>
  /** A new upload of this account whose bytes have arrived, as the media door leaves it. */
  stored(user: bigint, over?: object): Promise<Answer>
  createPost(user: bigint, input: object): Promise<Answer>
  /** A READY post, as process-photo leaves it. */
  published(user: bigint, photos?: number, caption?: string): Promise<string>
  /** Gives a post's or a story's photos what process-photo makes of them. */
  finished(postId: bigint): Promise<void>
  /** Names of the jobs in the queue, oldest first. */
  queue(): Promise<string[]>
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
export type Answer = any

export const md5 = createHash('md5').update('a photo').digest('hex')
export const secret = 'the media door knows this secret too'

export async function enterPostWorld(): Promise<PostWorld> {
  const database = await createTestDatabase()
  const { db } = database
  const limits = { maxUploadBytes: 50_000_000, deletedPostDays: 30, thawMinutes: 300 }
  const registry = createRegistry('post')
  const log = createLogger('test', 'silent')
  const content = createContent({ db, redis: null, metrics: createMetrics(registry), log })
  const load = { now: async () => calm }
  const deps: PostDeps = { db, content, load, mediaUrl: 'http://media.test', uploadSecret: secret, ...limits }
  const run = (viewer: bigint | null, query: string, variables: object = {}) =>
    executeSubgraph(postSubgraph, deps, {
      query,
      variables: { ...variables },
      viewer: viewer === null ? null : { userId: viewer, sessionId: 1n, role: 'USER' },
    })
  const world: PostWorld = {
    database,
    deps,
    person: async () => {
      const handle = randomUUID()
      const data = { handle, email: `${handle}@test`, passwordHash: '', displayName: handle }
      return (await db.user.create({ data })).id
    },
    ask: async (viewer, query, variables) => {
      const { data, errors } = await run(viewer, query, variables)
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
      return { ...(data as Record<string, Answer>) }
    },
    refused: async (viewer, query, variables) =>
      (await run(viewer, query, variables)).errors?.map(({ extensions }) => extensions.code) ?? [],
    stored: async (user, over = {}) => {
      const input = { byteSize: 7, contentType: 'image/jpeg', md5, ...over }
      const { createUpload } = await world.ask(user, createUploadMutation, { input })
      if (createUpload.userErrors.length > 0) throw new Error(createUpload.userErrors[0].message)
      const { id } = createUpload.upload
      await db.$executeRaw`update uploads set status = 'STORED' where id = ${idOf(id)}`
      return createUpload.upload
    },
    createPost: async (user, input) => (await world.ask(user, createPostMutation, { input })).createPost,
    published: async (user, photos = 1, caption = '') => {
      const uploads = await Promise.all(Array.from({ length: photos }, () => world.stored(user)))
      const { post } = await world.createPost(user, {
        photos: uploads.map(({ id }) => ({ uploadId: id })),
        caption,
      })
      const id = idOf(post.id)
      await world.finished(id)
      await db.$executeRaw`update posts set status = 'READY', position = next_id() where id = ${id}`
      return post.id
    },
    finished: async (id) => {
      await db.$executeRaw`update photos set status = 'READY', width = 2000, height = 1500 where post_id = ${id}`
      await db.$executeRaw`
        insert into renditions
        select photos.id, 1, size, format, s.width, s.height, 1, '\\x00', concat_ws('/', photos.id, size, format)
        from photos, (values ('LARGE', 1080, 810), ('MEDIUM', 640, 480), ('THUMBNAIL', 150, 150)) as s (size, width, height),
          (values ('AVIF'), ('WEBP'), ('JPEG')) as f (format)
        where post_id = ${id}`
    },
    queue: async () => {
      const jobs = await db.$queryRaw<{ name: string }[]>`
        select task_identifier as name from graphile_worker.jobs order by id`
      return jobs.map(({ name }) => name)
    },
  }
  return world
}

/** The number in a global id of any kind. */
export function idOf(globalId: string): bigint {
  const digits = globalId.slice(globalId.indexOf('_') + 1)
  return [...digits].reduce((id, digit) => id * 36n + BigInt(Number.parseInt(digit, 36)), 0n)
}

export const userRef = (id: bigint) => ({ __typename: 'User', id: encodeId('user', id) })

export const createUploadMutation = `mutation ($input: CreateUploadInput!) {
  createUpload(input: $input) { upload { id postId status url expiresAt } userErrors { code field } }
}`

export const createPostMutation = `mutation ($input: CreatePostInput!) {
  createPost(input: $input) {
    post { id status caption author { id } photos { id altText filter image { url } } failure { code message } }
    userErrors { code field }
  }
}`
