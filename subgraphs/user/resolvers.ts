import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { forget, pageKey, requireViewer, toConnection, type UserError } from '@halide/subgraph-kit/index.ts'
import { toHandle } from './account-input.ts'
import type { UserContext } from './context.ts'
import type { FollowRow } from './follow-pages.ts'
import { followUser } from './follow-user.ts'
import type { SessionParent, UserParent } from './parents.ts'
import { refreshSession } from './refresh-session.ts'
import type { Resolvers, UserErrorCode } from './resolvers.gen.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { signUp } from './sign-up.ts'
import { unfollowUser } from './unfollow-user.ts'
import { updateProfile } from './update-profile.ts'

const byFollow = {
  cursorOf: ({ followId }: FollowRow) => followId,
  nodeOf: (row: FollowRow): UserParent => row,
}

function loadUser({ loaders }: UserContext, globalId: string): Promise<UserParent | null> | null {
  const id = decodeId('user', globalId)
  return id === null ? null : loaders.userById.load(id)
}

function toSessionPayload<Code extends UserErrorCode>(outcome: SessionParent | UserError<Code>) {
  return 'code' in outcome ? { session: null, userErrors: [outcome] } : { session: outcome, userErrors: [] }
}

export const resolvers: Resolvers = {
  Query: {
    viewer: (_, __, { viewer, loaders }) => viewer && loaders.userById.load(viewer.userId),
    user: (_, { id }, ctx) => loadUser(ctx, id),
    userByHandle: (_, args, { loaders }) => {
      const handle = toHandle(args.handle)
      return handle === null ? null : loaders.userByHandle.load(handle)
    },
  },

  Mutation: {
    signUp: (_, { input }, ctx) => signUp(ctx, input),
    signIn: async (_, { input }, ctx) => toSessionPayload(await signIn(ctx, input)),
    refreshSession: async (_, { input }, ctx) => toSessionPayload(await refreshSession(ctx, input.refreshToken)),
    signOut: async (_, { input }, ctx) => {
      const sessionId = await signOut(ctx, ctx.viewer, input.refreshToken ?? null)
      return { sessionId: sessionId === null ? null : encodeId('session', sessionId), userErrors: [] }
    },
    updateProfile: async (_, { input }, ctx) => {
      const { userId } = requireViewer(ctx)
      const userErrors = await updateProfile(ctx, userId, input)
      forget(ctx.loaders)
      return { user: await ctx.loaders.userById.load(userId), userErrors }
    },
    followUser: async (_, { input }, ctx) => {
      const error = await followUser(ctx, requireViewer(ctx).userId, decodeId('user', input.userId))
      forget(ctx.loaders)
      return error ? { user: null, userErrors: [error] } : { user: await loadUser(ctx, input.userId), userErrors: [] }
    },
    unfollowUser: async (_, { input }, ctx) => {
      const error = await unfollowUser(ctx, requireViewer(ctx).userId, decodeId('user', input.userId))
      forget(ctx.loaders)
      return error ? { user: null, userErrors: [error] } : { user: await loadUser(ctx, input.userId), userErrors: [] }
    },
  },

  User: {
    __resolveReference: ({ id }, ctx) => loadUser(ctx, id),
    id: ({ id }) => encodeId('user', id),
    followerCount: async ({ id }, _, { loaders }) => (await loaders.counts.load(id)).followers,
    followingCount: async ({ id }, _, { loaders }) => (await loaders.counts.load(id)).following,
    viewerIsFollowing: ({ id }, _, { loaders }) => loaders.viewerIsFollowing.load(id),
    followers: async ({ id }, args, { loaders }) =>
      toConnection(await loaders.followers.load(pageKey(id, args)), { ...args, ...byFollow }),
    following: async ({ id }, args, { loaders }) =>
      toConnection(await loaders.following.load(pageKey(id, args)), { ...args, ...byFollow }),
  },

  Session: {
    id: ({ id }) => encodeId('session', id),
    user: async ({ userId }, _, { loaders }) => (await loaders.userById.load(userId))!,
  },
}
