import { requireViewer } from '@halide/subgraph-kit/index.ts'
import type { UserContext } from '../context.ts'
import type { MutationResolvers, QueryResolvers } from '../resolvers.gen.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { describeSecondFactor } from './describe.ts'
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes } from './totp-setup.ts'

const ofViewer = (ctx: UserContext) => describeSecondFactor(ctx.db, requireViewer(ctx).userId)

export const secondFactorQueries: Pick<QueryResolvers, 'secondFactor'> = {
  secondFactor: (_, __, ctx) => ofViewer(ctx),
}

type Mutations = 'beginTotp' | 'confirmTotp' | 'disableTotp' | 'renewRecoveryCodes' | 'completeSignIn'

export const secondFactorMutations: Pick<MutationResolvers, Mutations> = {
  beginTotp: async (_, { input }, ctx) => {
    const outcome = await beginTotp(ctx, requireViewer(ctx).userId, input)
    return 'code' in outcome ? { secret: null, uri: null, userErrors: [outcome] } : { ...outcome, userErrors: [] }
  },
  confirmTotp: async (_, { input }, ctx) => {
    const outcome = await confirmTotp(ctx, requireViewer(ctx).userId, input.code)
    if ('code' in outcome) return { secondFactor: null, recoveryCodes: null, userErrors: [outcome] }
    return { secondFactor: await ofViewer(ctx), ...outcome, userErrors: [] }
  },
  disableTotp: async (_, { input }, ctx) => {
    const error = await disableTotp(ctx, requireViewer(ctx).userId, input)
    return error ? { secondFactor: null, userErrors: [error] } : { secondFactor: await ofViewer(ctx), userErrors: [] }
  },
  renewRecoveryCodes: async (_, { input }, ctx) => {
    const outcome = await renewRecoveryCodes(ctx, requireViewer(ctx).userId, input)
    return 'code' in outcome ? { recoveryCodes: null, userErrors: [outcome] } : { ...outcome, userErrors: [] }
  },
  completeSignIn: async (_, { input }, ctx) => {
    const outcome = await completeSignIn(ctx, input)
    return 'code' in outcome ? { session: null, userErrors: [outcome] } : { session: outcome, userErrors: [] }
  },
}
