import { decodeId, encodeId, timeOfId } from '@halide/schema/ids.ts'
import { encodeCursor, pageKey, pageSize, requireViewer, toConnection, userError } from '@halide/subgraph-kit/index.ts'
import { describeFailure } from '../failure.ts'
import { forget } from '../loaders.ts'
import { noticeOf } from '../notice.ts'
import type { StoryParent } from '../parents.ts'
import type { MutationResolvers, QueryResolvers, Resolvers, UserResolvers } from '../resolvers.gen.ts'
import { createStory } from './create-story.ts'
import { deleteStory } from './delete-story.ts'
import { markStorySeen } from './mark-story-seen.ts'
import type { StoryViewRow } from './story-viewers.ts'
import { findTray } from './visible-stories.ts'

const byId = { cursorOf: ({ id }: StoryParent) => id, nodeOf: (story: StoryParent) => story }
const byView = { cursorOf: ({ id }: StoryViewRow) => id, nodeOf: (seen: StoryViewRow) => ({ id: seen.viewerId }) }

const storyNotFound = userError('STORY_NOT_FOUND', 'storyId', 'No story has this id.')
const noSuchStory = userError('STORY_NOT_FOUND', 'storyId', 'No story of yours has this id.')

export const storyQueries: Pick<QueryResolvers, 'storyTray'> = {
  storyTray: (_, { first }, ctx) => findTray(ctx.db, requireViewer(ctx), pageSize(first)),
}

export const storyMutations: Pick<MutationResolvers, 'createStory' | 'deleteStory' | 'markStorySeen'> = {
  createStory: async (_, { input }, ctx) => {
    const outcome = await createStory(ctx, requireViewer(ctx).userId, input)
    if (!outcome.ok) return { story: null, userErrors: outcome.userErrors }
    forget(ctx.loaders)
    return { story: await ctx.loaders.storyById.load(outcome.postId), userErrors: [] }
  },
  deleteStory: async (_, { input }, ctx) => {
    const { userId } = requireViewer(ctx)
    const id = decodeId('story', input.storyId)
    const deleted = id !== null && (await deleteStory(ctx, userId, id))
    forget(ctx.loaders)
    if (deleted) return { deletedStoryId: input.storyId, userErrors: [] }
    return { deletedStoryId: null, userErrors: [noSuchStory] }
  },
  markStorySeen: async (_, { input }, ctx) => {
    const { userId } = requireViewer(ctx)
    const id = decodeId('story', input.storyId)
    if (id === null) return { story: null, userErrors: [storyNotFound] }
    await markStorySeen(ctx, userId, id)
    forget(ctx.loaders)
    const story = await ctx.loaders.storyById.load(id)
    return { story, userErrors: story ? [] : [storyNotFound] }
  },
}

export const userStories: Pick<UserResolvers, 'stories'> = {
  stories: async ({ id }, args, { loaders }) =>
    toConnection(await loaders.storiesByAuthor.load(pageKey(id, args)), { ...args, ...byId }),
}

export const storyTypes: Pick<Resolvers, 'Story' | 'StoryReel'> = {
  Story: {
    __resolveReference: ({ id: globalId }, { loaders }) => {
      const id = decodeId('story', globalId)
      return id === null ? null : loaders.storyById.load(id)
    },
    id: ({ id }) => encodeId('story', id),
    author: ({ authorId }) => ({ id: authorId }),
    failure: ({ failureCode, failureMessage }) => describeFailure(failureCode, failureMessage),
    notice: noticeOf,
    photo: ({ id }, _, { loaders }) => loaders.storyPhoto.load(id),
    viewerCount: ({ id, isOwn }, _, { loaders }) => (isOwn ? loaders.storyViewerCount.load(id) : null),
    viewers: async ({ id, isOwn }, args, { loaders }) => {
      if (!isOwn) return null
      const rows = await loaders.storyViewers.load(pageKey(id, args))
      const seenAt = new Map(rows.map((row) => [encodeCursor(row.id), new Date(timeOfId(row.id))]))
      const { edges, pageInfo } = toConnection(rows, { ...args, ...byView })
      return { edges: edges.map((edge) => ({ ...edge, seenAt: seenAt.get(edge.cursor)! })), pageInfo }
    },
  },

  StoryReel: {
    author: ({ authorId }) => ({ id: authorId }),
  },
}
