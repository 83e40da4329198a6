import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { forget, pageKey, requireViewer, toConnection } from '@halide/subgraph-kit/index.ts'
import {
  addToCollection,
  createCollection,
  deleteCollection,
  removeFromCollection,
  renameCollection,
} from './collections.ts'
import type { EngagementContext } from './context.ts'
import { findCollectionsOf, findSavedBy, type SavedRow } from './find-saved.ts'
import type { CollectionParent } from './parents.ts'
import type { CollectionResolvers, MutationResolvers, QueryResolvers } from './resolvers.gen.ts'
import { savePost, unsavePost } from './save-post.ts'

// What resolvers.ts takes in about saved posts.

function savedPage(rows: readonly SavedRow[], args: { first: number; after?: string | null }) {
  const found = rows.filter((row): row is SavedRow & { id: bigint } => row.id !== null)
  const of = { cursorOf: ({ place }: SavedRow) => place, nodeOf: ({ id }: { id: bigint }) => ({ id }) }
  return toConnection(found, { ...args, ...of, stoppedAt: rows[0]?.stop ?? null })
}

const byId = { cursorOf: ({ id }: CollectionParent) => id, nodeOf: (collection: CollectionParent) => collection }

async function savedOrNot(ctx: EngagementContext, globalId: string, save: typeof savePost) {
  const id = decodeId('post', globalId)
  const error = await save(ctx, requireViewer(ctx), id)
  forget(ctx.loaders)
  return error || id === null
    ? { post: null, userErrors: error ? [error] : [] }
    : { post: await ctx.loaders.post.load(id), userErrors: [] }
}

/** The collection as it is now, and what went wrong. */
async function changed<Fault>(ctx: EngagementContext, { id, error }: { id: bigint | null; error: Fault | null }) {
  forget(ctx.loaders)
  return { collection: id === null ? null : await ctx.loaders.collection.load(id), userErrors: error ? [error] : [] }
}

const idsOf = ({ collectionId, postId }: { collectionId: string; postId: string }) => ({
  collectionId: decodeId('collection', collectionId),
  postId: decodeId('post', postId),
})

export const saveQueries = {
  savedPosts: async (_, args, ctx) => {
    const viewer = requireViewer(ctx)
    const { limit, after } = pageKey(viewer.userId, args)
    return savedPage(await findSavedBy(ctx.db, viewer, limit, after), args)
  },
  collections: async (_, args, ctx) => {
    const viewer = requireViewer(ctx)
    const { limit, after } = pageKey(viewer.userId, args)
    return toConnection(await findCollectionsOf(ctx.db, viewer, limit, after), { ...args, ...byId })
  },
} satisfies QueryResolvers

export const saveMutations = {
  savePost: (_, { input }, ctx) => savedOrNot(ctx, input.postId, savePost),
  unsavePost: (_, { input }, ctx) => savedOrNot(ctx, input.postId, unsavePost),
  createCollection: async (_, { input }, ctx) =>
    changed(ctx, await createCollection(ctx, requireViewer(ctx), input.name)),
  renameCollection: async (_, { input }, ctx) => {
    const id = decodeId('collection', input.collectionId)
    return changed(ctx, await renameCollection(ctx, requireViewer(ctx), id, input.name))
  },
  deleteCollection: async (_, { input }, ctx) => {
    const error = await deleteCollection(ctx, requireViewer(ctx), decodeId('collection', input.collectionId))
    forget(ctx.loaders)
    return { deletedCollectionId: error ? null : input.collectionId, userErrors: error ? [error] : [] }
  },
  addToCollection: async (_, { input }, ctx) => {
    const ids = idsOf(input)
    const outcome = await addToCollection(ctx, requireViewer(ctx), ids)
    const payload = await changed(ctx, outcome)
    return { ...payload, post: outcome.error ? null : await ctx.loaders.post.load(ids.postId!) }
  },
  removeFromCollection: async (_, { input }, ctx) =>
    changed(ctx, await removeFromCollection(ctx, requireViewer(ctx), idsOf(input))),
} satisfies MutationResolvers

export const collectionResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const collectionId = decodeId('collection', id)
    return collectionId === null ? null : loaders.collection.load(collectionId)
  },
  id: ({ id }) => encodeId('collection', id),
  postCount: ({ id }, _, { loaders }) => loaders.collectionCount.load(id),
  posts: async ({ id }, args, { loaders }) => savedPage(await loaders.collectionPosts.load(pageKey(id, args)), args),
} satisfies CollectionResolvers
