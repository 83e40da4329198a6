import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { forget, pageKey, requireViewer, toConnection, type UserError, userError } from '@halide/subgraph-kit/index.ts'
import { acceptFollowRequest } from './accept-follow-request.ts'
import { deleteAccount } from './account-deletion/delete-account.ts'
import { restoreAccount } from './account-deletion/restore-account.ts'
import { toHandle } from './account-input.ts'
import { blockUser, unblockUser } from './block-user.ts'
import { changePassword } from './change-password.ts'
import type { UserContext } from './context.ts'
import { findExport } from './data-export/find-export.ts'
import { requestExport } from './data-export/request-export.ts'
import type { ListedUser } from './follow-pages.ts'
import { followUser } from './follow-user.ts'
import { muteUser, unmuteUser } from './mute-user.ts'
import { ownList } from './own-lists.ts'
import { notFound } from './pair.ts'
import type { Relation, SessionParent, SignedInSessionParent, UserParent } from './parents.ts'
import { recommendUsers } from './recommend-users.ts'
import { refreshSession } from './refresh-session.ts'
import type { Resolvers, UserErrorCode } from './resolvers.gen.ts'
import { searchUsers, toSearchForm } from './search-users.ts'
import { secondFactorMutations, secondFactorQueries } from './second-factor/resolvers.ts'
import { findSessions, revokeSession } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { signUp } from './sign-up.ts'
import { unfollowUser } from './unfollow-user.ts'
import { updateProfile } from './update-profile.ts'

const byPlace = {
  cursorOf: ({ place }: ListedUser) => place,
  nodeOf: (row: ListedUser): UserParent => row,
}

const bySession = {
  cursorOf: ({ id }: SignedInSessionParent) => id,
  nodeOf: (session: SignedInSessionParent) => session,
}

function loadUser({ loaders }: UserContext, globalId: string): Promise<UserParent | null> | null {
  const id = decodeId('user', globalId)
  return id === null ? null : loaders.userById.load(id)
}

function relation(how: keyof Relation) {
  return (user: UserParent, _: unknown, { loaders }: UserContext): boolean | Promise<boolean> =>
    user[how] ?? loaders.relation.load(user.id).then((relation) => relation[how])
}

function toSessionPayload<Code extends UserErrorCode>(outcome: SessionParent | UserError<Code>) {
  return 'code' in outcome ? { session: null, userErrors: [outcome] } : { session: outcome, userErrors: [] }
}

const noSuchSession = userError('SESSION_NOT_FOUND', 'sessionId', 'You are signed in nowhere under this id.')

async function listOf(
  ctx: UserContext,
  which: Parameters<typeof ownList>[1],
  args: { first: number; after?: string | null },
) {
  const { ownerId, limit, after } = pageKey(requireViewer(ctx).userId, args)
  return toConnection(await ownList(ctx.db, which, ownerId, limit, after), { ...args, ...byPlace })
}

/** Lets the viewer act on another account, and answers that account as it is now. */
async function actOn<Code extends UserErrorCode>(
  ctx: UserContext,
  { userId }: { userId: string },
  act: (ctx: UserContext, viewerId: bigint, userId: bigint) => Promise<UserError<Code> | null>,
): Promise<{ user: UserParent | null; userErrors: UserError<Code | 'USER_NOT_FOUND'>[] }> {
  const { userId: viewerId } = requireViewer(ctx)
  const id = decodeId('user', userId)
  const error = id === null ? notFound : await act(ctx, viewerId, id)
  forget(ctx.loaders)
  return error ? { user: null, userErrors: [error] } : { user: await loadUser(ctx, userId), userErrors: [] }
}

export const resolvers: Resolvers = {
  Query: {
    viewer: (_, __, { viewer, loaders }) => viewer && loaders.userById.load(viewer.userId),
    user: (_, { id }, ctx) => loadUser(ctx, id),
    userByHandle: (_, args, { loaders }) => {
      const handle = toHandle(args.handle)
      return handle === null ? null : loaders.userByHandle.load(handle)
    },
    followRequests: (_, args, ctx) => listOf(ctx, 'requests', args),
    blockedUsers: (_, args, ctx) => listOf(ctx, 'blocked', args),
    mutedUsers: (_, args, ctx) => listOf(ctx, 'muted', args),
    searchUsers: async (_, args, ctx) => {
      const { limit, after } = pageKey(0n, args)
      const query = toSearchForm(args.query)
      const found = query === '' ? [] : await searchUsers(ctx.db, query, limit, after, ctx.viewer)
      return toConnection(found, { ...args, ...byPlace })
    },
    recommendedUsers: async (_, args, ctx) => {
      const viewer = requireViewer(ctx)
      const { limit, after } = pageKey(viewer.userId, args)
      const isPaused = !(await ctx.switches.isOn('RECOMMENDATIONS'))
      const found = isPaused ? [] : await recommendUsers(ctx.db, viewer, limit, after)
      const { edges, pageInfo } = toConnection(found, { ...args, ...byPlace })
      return { edges: edges.map((edge, at) => ({ ...edge, mutualCount: found[at]!.mutualCount })), pageInfo, isPaused }
    },
    signedInSessions: async (_, args, ctx) => {
      const { ownerId, limit, after } = pageKey(requireViewer(ctx).userId, args)
      return toConnection(await findSessions(ctx.db, ownerId, limit, after), { ...args, ...bySession })
    },
    ...secondFactorQueries,
    dataExport: (_, __, ctx) => findExport(ctx, requireViewer(ctx).userId),
  },

  Mutation: {
    signUp: (_, { input }, ctx) => signUp(ctx, input),
    signIn: async (_, { input }, ctx) => {
      const outcome = await signIn(ctx, input)
      return 'ticket' in outcome
        ? { session: null, secondFactorTicket: outcome.ticket, userErrors: [outcome.error] }
        : { secondFactorTicket: null, ...toSessionPayload(outcome) }
    },
    refreshSession: async (_, { input }, ctx) => toSessionPayload(await refreshSession(ctx, input.refreshToken)),
    signOut: async (_, { input }, ctx) => {
      const sessionId = await signOut(ctx, ctx.viewer, input.refreshToken ?? null)
      return { sessionId: sessionId === null ? null : encodeId('session', sessionId), userErrors: [] }
    },
    revokeSession: async (_, { input }, ctx) => {
      const { userId } = requireViewer(ctx)
      const id = decodeId('session', input.sessionId)
      if (id !== null && (await revokeSession(ctx.db, userId, id)))
        return { sessionId: input.sessionId, userErrors: [] }
      return { sessionId: null, userErrors: [noSuchSession] }
    },
    changePassword: async (_, { input }, ctx) => {
      const outcome = await changePassword(ctx, requireViewer(ctx), input)
      return 'code' in outcome ? { endedSessions: null, userErrors: [outcome] } : { ...outcome, userErrors: [] }
    },
    updateProfile: async (_, { input }, ctx) => {
      const { userId } = requireViewer(ctx)
      const userErrors = await updateProfile(ctx, userId, input)
      forget(ctx.loaders)
      return { user: await ctx.loaders.userById.load(userId), userErrors }
    },
    followUser: (_, { input }, ctx) => actOn(ctx, input, followUser),
    unfollowUser: (_, { input }, ctx) =>
      actOn(ctx, input, (_, viewerId, followeeId) => unfollowUser(ctx, { viewerId, followerId: viewerId, followeeId })),
    acceptFollowRequest: (_, { input }, ctx) => actOn(ctx, input, acceptFollowRequest),
    removeFollower: (_, { input }, ctx) =>
      actOn(ctx, input, (_, viewerId, followerId) => unfollowUser(ctx, { viewerId, followerId, followeeId: viewerId })),
    blockUser: async (_, { input }, ctx) => {
      const { userErrors } = await actOn(ctx, input, blockUser)
      return { blockedUserId: userErrors.length > 0 ? null : input.userId, userErrors }
    },
    unblockUser: (_, { input }, ctx) => actOn(ctx, input, unblockUser),
    muteUser: (_, { input }, ctx) => actOn(ctx, input, muteUser),
    unmuteUser: (_, { input }, ctx) => actOn(ctx, input, unmuteUser),
    ...secondFactorMutations,
    requestDataExport: async (_, { input }, ctx) => {
      const { userId } = requireViewer(ctx)
      const error = await requestExport(ctx, userId, input)
      return error
        ? { dataExport: null, userErrors: [error] }
        : { dataExport: await findExport(ctx, userId), userErrors: [] }
    },
    deleteAccount: async (_, { input }, ctx) => {
      const outcome = await deleteAccount(ctx, requireViewer(ctx).userId, input)
      return 'code' in outcome ? { restorableUntil: null, userErrors: [outcome] } : { ...outcome, userErrors: [] }
    },
    restoreAccount: async (_, { input }, ctx) => toSessionPayload(await restoreAccount(ctx, input)),
  },

  User: {
    __resolveReference: ({ id }, ctx) => loadUser(ctx, id),
    id: ({ id }) => encodeId('user', id),
    followerCount: async ({ id }, _, { loaders }) => (await loaders.counts.load(id)).followers,
    followingCount: async ({ id }, _, { loaders }) => (await loaders.counts.load(id)).following,
    viewerIsFollowing: relation('isFollowing'),
    viewerHasRequested: relation('hasRequested'),
    viewerIsMuting: relation('isMuting'),
    followers: async ({ id }, args, { loaders }) =>
      toConnection(await loaders.followers.load(pageKey(id, args)), { ...args, ...byPlace }),
    following: async ({ id }, args, { loaders }) =>
      toConnection(await loaders.following.load(pageKey(id, args)), { ...args, ...byPlace }),
  },

  SignedInSession: {
    __resolveReference: ({ id }, { loaders }) => {
      const sessionId = decodeId('session', id)
      return sessionId === null ? null : loaders.ownSession.load(sessionId)
    },
    id: ({ id }) => encodeId('session', id),
    isCurrent: ({ id }, _, { viewer }) => viewer?.sessionId === id,
  },

  Session: {
    id: ({ id }) => encodeId('session', id),
    user: async ({ userId }, _, { loaders }) => (await loaders.userById.load(userId))!,
  },
}
