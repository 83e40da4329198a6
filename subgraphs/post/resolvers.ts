import { encodeHashtagId, hashtagsIn, toHashtag } from '@halide/schema/hashtags.ts'
import { decodeId, encodeId, timeOfId } from '@halide/schema/ids.ts'
import { imagePath, privateImagePath } from '@halide/schema/image-paths.ts'
import { sealImageTicket } from '@halide/schema/image-ticket.ts'
import { sealTicket } from '@halide/schema/upload-ticket.ts'
import { largestPage, pageKey, refuse, requireViewer, toConnection, userError } from '@halide/subgraph-kit/index.ts'
import { avatarMutations, avatarQueries, avatarTypes } from './avatar-resolvers.ts'
import { createPost } from './create-post.ts'
import { createUpload } from './create-upload.ts'
import { deletePost } from './delete-post.ts'
import { describeFailure } from './failure.ts'
import { followedHashtags, searchHashtags } from './find-hashtags.ts'
import { followHashtag, unfollowHashtag } from './follow-hashtag.ts'
import { forget } from './loaders.ts'
import { findNode } from './nodes.ts'
import { noticeOf } from './notice.ts'
import type { ListedHashtag, PostParent } from './parents.ts'
import type { Resolvers } from './resolvers.gen.ts'
import { restorePost } from './restore-post.ts'
import { storyMutations, storyQueries, storyTypes, userStories } from './stories/resolvers.ts'

const byId = { cursorOf: ({ id }: PostParent) => id, nodeOf: (post: PostParent) => post }

const byPosition = {
  cursorOf: ({ position }: PostParent & { position: bigint }) => position,
  nodeOf: (post: PostParent) => post,
}

const byPlace = { cursorOf: ({ place }: ListedHashtag) => place, nodeOf: ({ name }: ListedHashtag) => ({ name }) }

const postNotFound = userError('POST_NOT_FOUND', 'postId', 'No post of yours has this id.')
const noSuchPost = userError('POST_NOT_FOUND', 'postId', 'No post has this id.')

export const resolvers: Resolvers = {
  Query: {
    node: (_, { id }, ctx) => findNode(ctx, id),
    nodes: (_, { ids }, ctx) => {
      if (ids.length > largestPage) refuse('BAD_USER_INPUT', `Ask for up to ${largestPage} nodes at once.`)
      return Promise.all(ids.map((id) => findNode(ctx, id)))
    },
    post: (_, args, { loaders }) => {
      const id = decodeId('post', args.id)
      return id === null ? null : loaders.postById.load(id)
    },
    hashtag: (_, args) => {
      const name = toHashtag(args.name)
      return name === null ? null : { name }
    },
    searchHashtags: async (_, args, { db, viewer }) => {
      const { ownerId, limit, after } = pageKey(toHashtag(args.prefix) ?? '', args)
      const found = ownerId === '' ? [] : await searchHashtags(db, ownerId, limit, after, viewer)
      return toConnection(found, { ...args, ...byPlace })
    },
    followedHashtags: async (_, args, ctx) => {
      const { ownerId, limit, after } = pageKey(requireViewer(ctx).userId, args)
      return toConnection(await followedHashtags(ctx.db, ownerId, limit, after), { ...args, ...byPlace })
    },
    ...avatarQueries,
    ...storyQueries,
  },

  Mutation: {
    ...avatarMutations,
    ...storyMutations,
    createUpload: async (_, { input }, ctx) => {
      const outcome = await createUpload(ctx, requireViewer(ctx).userId, input)
      return outcome.ok ? { upload: outcome.upload, userErrors: [] } : { upload: null, userErrors: outcome.userErrors }
    },
    createPost: async (_, { input }, ctx) => {
      const outcome = await createPost(ctx, requireViewer(ctx).userId, input)
      if (!outcome.ok) return { post: null, userErrors: outcome.userErrors }
      forget(ctx.loaders)
      return { post: await ctx.loaders.postById.load(outcome.postId), userErrors: [] }
    },
    deletePost: async (_, { input }, ctx) => {
      const { userId } = requireViewer(ctx)
      const id = decodeId('post', input.postId)
      const receipt = id === null ? null : await deletePost(ctx, userId, id)
      forget(ctx.loaders)
      if (receipt) return { deletedPostId: input.postId, receipt, userErrors: [] }
      return { deletedPostId: null, receipt: null, userErrors: [postNotFound] }
    },
    restorePost: async (_, { input }, ctx) => {
      if (requireViewer(ctx).role !== 'ADMIN') refuse('FORBIDDEN')
      const id = decodeId('post', input.postId)
      const restored = id !== null && (await restorePost(ctx, id))
      forget(ctx.loaders)
      if (restored) return { restoredPostId: input.postId, userErrors: [] }
      return { restoredPostId: null, userErrors: [noSuchPost] }
    },
    followHashtag: async (_, { input }, ctx) => {
      const outcome = await followHashtag(ctx, requireViewer(ctx).userId, input.name)
      forget(ctx.loaders)
      return outcome
    },
    unfollowHashtag: async (_, { input }, ctx) => {
      const outcome = await unfollowHashtag(ctx, requireViewer(ctx).userId, input.name)
      forget(ctx.loaders)
      return outcome
    },
  },

  Node: { __resolveType: ({ __typename }) => __typename },

  Post: {
    __resolveReference: ({ id: globalId }, { loaders }) => {
      const id = decodeId('post', globalId)
      return id === null ? null : loaders.postById.load(id)
    },
    id: ({ id }) => encodeId('post', id),
    author: ({ authorId }) => ({ id: authorId }),
    failure: ({ failureCode, failureMessage }) => describeFailure(failureCode, failureMessage),
    notice: noticeOf,
    hashtags: ({ caption }) => hashtagsIn(caption).map((name) => ({ name })),
    photos: (post, _, { loaders }) => loaders.photosOf.load(post),
    publishedAt: ({ position }) => (position === null ? null : new Date(timeOfId(position))),
  },

  Photo: {
    __resolveReference: ({ id: globalId }, { loaders }) => {
      const id = decodeId('photo', globalId)
      return id === null ? null : loaders.photoById.load(id)
    },
    id: ({ id }) => encodeId('photo', id),
    image: ({ id, isPrivate, edition, images }, { size: asked }) => {
      const size = asked in images ? asked : 'LARGE'
      const pixels = images[size]
      return pixels ? { photoId: id, isPrivate, edition, size, ...pixels } : null
    },
    original: ({ id }, _, { loaders }) => loaders.originalByPhotoId.load(id),
  },

  Image: {
    url: (image, { format }, { mediaUrl, uploadSecret }) => {
      const named = { ...image, format: format ?? null }
      if (!image.isPrivate) return mediaUrl + imagePath(named)
      return mediaUrl + privateImagePath(named, sealImageTicket(image.photoId, uploadSecret))
    },
  },

  ...avatarTypes,

  Upload: {
    __resolveReference: ({ id: globalId }, { loaders }) => {
      const id = decodeId('upload', globalId)
      return id === null ? null : loaders.uploadById.load(id)
    },
    id: ({ id }) => encodeId('upload', id),
    postId: ({ postId }) => encodeId('post', postId),
    url: ({ id, expiresAt }, _, { mediaUrl, uploadSecret }) => {
      const ticket = sealTicket({ uploadId: id.toString(), expiresAt: expiresAt.getTime() }, uploadSecret)
      return `${mediaUrl}/uploads/${encodeId('upload', id)}?ticket=${ticket}`
    },
  },

  User: {
    __resolveReference: ({ id: globalId }) => {
      const id = decodeId('user', globalId)
      return id === null ? null : { id }
    },
    id: ({ id }) => encodeId('user', id),
    posts: async ({ id }, args, { loaders }) =>
      toConnection(await loaders.postsByAuthor.load(pageKey(id, args)), { ...args, ...byId }),
    postCount: ({ id }, _, { loaders }) => loaders.postCount.load(id),
    avatar: async ({ id }, { size }, { loaders }) =>
      (await loaders.avatarOf.load(id)).find((image) => image.size === size) ?? null,
    ...userStories,
  },

  Hashtag: {
    id: ({ name }) => encodeHashtagId(name),
    postCount: ({ name }, _, { loaders }) => loaders.publicPostCount.load(name),
    viewerIsFollowing: ({ name }, _, { loaders }) => loaders.followsHashtag.load(name),
    posts: async ({ name }, args, { loaders }) => {
      const rows = await loaders.postsWithHashtag.load(pageKey(name, args))
      const posts = rows.flatMap(({ post }) => post ?? [])
      return toConnection(posts, { ...args, ...byPosition, stoppedAt: rows[0]?.stoppedAt ?? null })
    },
  },

  ...storyTypes,

  Comment: { id: ({ id }) => encodeId('comment', id) },

  Collection: { id: ({ id }) => encodeId('collection', id) },

  ModerationCase: { id: ({ id }) => encodeId('case', id) },

  ModerationAct: { id: ({ id }) => encodeId('act', id) },

  Job: { id: ({ id }) => encodeId('job', id) },
  JobRun: { id: ({ id }) => encodeId('run', id) },
  OperatorAct: { id: ({ id }) => encodeId('operation', id) },
  SignedInSession: { id: ({ id }) => encodeId('session', id) },
}
