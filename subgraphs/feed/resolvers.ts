import { encodeId } from '@halide/schema/ids.ts'
import { decodeCursor, pageSize, requireViewer, toConnection } from '@halide/subgraph-kit/index.ts'
import type { FeedPost } from '@halide/timeline/timeline.ts'
import { findExplore } from './find-explore.ts'
import type { PostParent } from './parents.ts'
import type { Resolvers } from './resolvers.gen.ts'

export const resolvers: Resolvers = {
  Query: {
    async homeFeed(_, { first = 20, after }, ctx) {
      const { userId } = requireViewer(ctx)
      const below = after == null ? null : decodeCursor(after)
      const posts = await ctx.timeline.homeFeed(userId, below, pageSize(first) + 1)
      return toConnection(posts, { first, after, cursorOf: (post) => post.position, nodeOf: reference })
    },
    async explore(_, { first = 20, after }, ctx) {
      const behind = after == null ? null : decodeCursor(after)
      const isPaused = !(await ctx.switches.isOn('EXPLORE'))
      const posts = isPaused ? [] : await findExplore(ctx.db, pageSize(first) + 1, behind, ctx.viewer)
      return { ...toConnection(posts, { first, after, cursorOf: ({ place }) => place, nodeOf: reference }), isPaused }
    },
  },
}

/** With its author, so that the gateway asks for posts, people and counts side by side. */
function reference({ postId, authorId }: Pick<FeedPost, 'postId' | 'authorId'>): PostParent {
  return { id: encodeId('post', postId), author: { id: encodeId('user', authorId) } }
}
