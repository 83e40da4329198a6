import { avatarPath } from '@halide/schema/image-paths.ts'
import { requireViewer } from '@halide/subgraph-kit/index.ts'
import { findAvatarUpdate } from './avatars.ts'
import { describeFailure } from './failure.ts'
import { forget } from './loaders.ts'
import type { MutationResolvers, QueryResolvers, Resolvers } from './resolvers.gen.ts'
import { removeAvatar, setAvatar } from './set-avatar.ts'

export const avatarQueries: Pick<QueryResolvers, 'avatarUpdate'> = {
  avatarUpdate: (_, __, ctx) => findAvatarUpdate(ctx.db, requireViewer(ctx).userId),
}

export const avatarMutations: Pick<MutationResolvers, 'setAvatar' | 'removeAvatar'> = {
  setAvatar: async (_, { input }, ctx) => {
    const { userId } = requireViewer(ctx)
    const error = await setAvatar(ctx, userId, input.uploadId)
    return error
      ? { avatarUpdate: null, userErrors: [error] }
      : { avatarUpdate: await findAvatarUpdate(ctx.db, userId), userErrors: [] }
  },
  removeAvatar: async (_, __, ctx) => {
    const { userId } = requireViewer(ctx)
    await removeAvatar(ctx, userId)
    forget(ctx.loaders)
    return { user: { id: userId }, userErrors: [] }
  },
}

export const avatarTypes: Pick<Resolvers, 'AvatarImage' | 'AvatarUpdate'> = {
  AvatarImage: {
    url: (image, { format }, { mediaUrl }) => mediaUrl + avatarPath({ ...image, format: format ?? null }),
  },
  AvatarUpdate: { failure: ({ failureCode }) => describeFailure(failureCode) },
}
