import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { forget, pageKey, requireViewer, toConnection } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'
import { createComment } from './create-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { countUnread, findNotifications, markRead } from './find-notifications.ts'
import { likePost } from './like-post.ts'
import type { CommentPage } from './loaders.ts'
import { moderationMutations, moderationQueries, moderationTypes } from './moderation-resolvers.ts'
import type { CommentParent, FoundPost, NotificationParent, PostParent } from './parents.ts'
import { registerPush, removePush } from './push-subscriptions.ts'
import { recordViews } from './record-views.ts'
import type { Resolvers } from './resolvers.gen.ts'
import { collectionResolvers, saveMutations, saveQueries } from './save-resolvers.ts'
import { setCommentsEnabled } from './set-comments-enabled.ts'
import { unlikePost } from './unlike-post.ts'

function commentPage({ rows, stoppedAt }: CommentPage, args: { first: number; after?: string | null }) {
  const of = { cursorOf: ({ id }: CommentParent) => id, nodeOf: (comment: CommentParent) => comment }
  return toConnection(rows, { ...args, ...of, stoppedAt })
}

function loadPost({ loaders }: EngagementContext, globalId: string): Promise<PostParent | null> | null {
  const id = decodeId('post', globalId)
  return id === null ? null : loaders.post.load(id)
}

type Found = Omit<FoundPost, 'id'>

/** At a post that has just gone. */
const nothingFound: Found = {
  ...{ likes: 0, comments: 0, views: 0 },
  ...{ isLiked: false, isSaved: false, takesComments: false },
}

function foundAt<Name extends keyof Found>(name: Name) {
  return (post: PostParent, _: unknown, { loaders }: EngagementContext): Found[Name] | Promise<Found[Name]> =>
    'likes' in post ? post[name] : loaders.post.load(post.id).then((found) => (found ?? nothingFound)[name])
}

const byNotification = {
  cursorOf: ({ id }: NotificationParent) => id,
  nodeOf: (notification: NotificationParent) => notification,
}

export const resolvers: Resolvers = {
  Query: {
    pushPublicKey: (_, __, { pushPublicKey }) => pushPublicKey,
    ...saveQueries,
    ...moderationQueries,
    notifications: async (_, args, ctx) => {
      const viewer = requireViewer(ctx)
      const { limit, after } = pageKey(viewer.userId, args)
      const { rows, stoppedAt } = await findNotifications(ctx.db, viewer, limit, after)
      return { ...toConnection(rows, { ...args, ...byNotification, stoppedAt }), viewer }
    },
  },

  Mutation: {
    ...saveMutations,
    ...moderationMutations,
    likePost: async (_, { input }, ctx) => {
      const error = await likePost(ctx, requireViewer(ctx), decodeId('post', input.postId))
      forget(ctx.loaders)
      return error ? { post: null, userErrors: [error] } : { post: await loadPost(ctx, input.postId), userErrors: [] }
    },
    unlikePost: async (_, { input }, ctx) => {
      const error = await unlikePost(ctx, requireViewer(ctx), decodeId('post', input.postId))
      forget(ctx.loaders)
      return error ? { post: null, userErrors: [error] } : { post: await loadPost(ctx, input.postId), userErrors: [] }
    },
    createComment: async (_, { input }, ctx) => {
      const { comment, userErrors } = await createComment(ctx, requireViewer(ctx), {
        postId: decodeId('post', input.postId),
        text: input.text,
        ...(input.replyTo != null && { replyTo: decodeId('comment', input.replyTo) }),
        idempotencyKey: input.idempotencyKey ?? null,
      })
      forget(ctx.loaders)
      return {
        comment: comment && (await ctx.loaders.comment.load(comment.id)),
        post: comment && (await ctx.loaders.post.load(comment.postId)),
        userErrors,
      }
    },
    deleteComment: async (_, { input }, ctx) => {
      const outcome = await deleteComment(ctx, requireViewer(ctx), decodeId('comment', input.commentId))
      forget(ctx.loaders)
      if ('code' in outcome) return { deletedCommentId: null, post: null, userErrors: [outcome] }
      const post = await ctx.loaders.post.load(outcome.postId)
      return { deletedCommentId: input.commentId, post, userErrors: [] }
    },
    setCommentsEnabled: async (_, { input }, ctx) => {
      const viewer = requireViewer(ctx)
      const error = await setCommentsEnabled(ctx, viewer, decodeId('post', input.postId), input.enabled)
      forget(ctx.loaders)
      return error ? { post: null, userErrors: [error] } : { post: await loadPost(ctx, input.postId), userErrors: [] }
    },
    registerPushSubscription: async (_, { input }, ctx) => {
      const userErrors = await registerPush(ctx, requireViewer(ctx), input)
      return { endpoint: userErrors.length > 0 ? null : input.endpoint, userErrors }
    },
    removePushSubscription: async (_, { input }, ctx) => {
      await removePush(ctx, requireViewer(ctx), input.endpoint)
      return { endpoint: input.endpoint, userErrors: [] }
    },
    markNotificationsRead: async (_, { input }, ctx) => {
      const viewer = requireViewer(ctx)
      const error = await markRead(ctx.db, viewer, decodeId('notification', input.upTo))
      if (error) return { unreadCount: null, userErrors: [error] }
      return { unreadCount: await countUnread(ctx.db, viewer), userErrors: [] }
    },
    recordViews: async (_, { input }, ctx) => {
      const { postIds, userErrors } = await recordViews(ctx, input.postIds)
      forget(ctx.loaders)
      return { postIds: postIds.map((id) => encodeId('post', id)), userErrors }
    },
  },

  Post: {
    __resolveReference: ({ id }, ctx) => loadPost(ctx, id),
    id: ({ id }) => encodeId('post', id),
    likeCount: foundAt('likes'),
    commentCount: foundAt('comments'),
    viewCount: foundAt('views'),
    viewerHasLiked: foundAt('isLiked'),
    viewerHasSaved: foundAt('isSaved'),
    commentsEnabled: foundAt('takesComments'),
    comments: async ({ id }, args, { loaders }) => commentPage(await loaders.comments.load(pageKey(id, args)), args),
  },

  Comment: {
    __resolveReference: ({ id }, { loaders }) => {
      const commentId = decodeId('comment', id)
      return commentId === null ? null : loaders.comment.load(commentId)
    },
    id: ({ id }) => encodeId('comment', id),
    author: ({ authorId }) => ({ id: authorId }),
    post: ({ postId }) => ({ id: postId }),
    parent: ({ threadId }, _, { loaders }) => (threadId === null ? null : loaders.comment.load(threadId)),
    replyTo: ({ replyToId }, _, { loaders }) => (replyToId === null ? null : loaders.comment.load(replyToId)),
    mentions: ({ id }, _, { loaders }) => loaders.mentions.load(id),
    replyCount: ({ id }, _, { loaders }) => loaders.replyCount.load(id),
    replies: async ({ id }, args, { loaders }) => commentPage(await loaders.replies.load(pageKey(id, args)), args),
  },

  Mention: { user: ({ userId }) => ({ id: userId }) },

  Collection: collectionResolvers,

  ...moderationTypes,

  Notification: {
    id: ({ id }) => encodeId('notification', id),
    actor: ({ actorIds: [id] }) => (id === undefined ? null : { id }),
    actors: ({ actorIds }) => actorIds.map((id) => ({ id })),
    post: ({ postId }) => (postId === null ? null : { id: postId }),
    comment: ({ commentId }, _, { loaders }) => (commentId === null ? null : loaders.comment.load(commentId)),
    createdAt: ({ happenedAt }) => happenedAt,
  },

  NotificationConnection: { unreadCount: ({ viewer }, _, { db }) => countUnread(db, viewer) },

  Story: {
    id: ({ id }) => encodeId('story', id),
  },

  User: {
    id: ({ id }) => encodeId('user', id),
  },
}
