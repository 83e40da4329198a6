import { openEngagement } from '@halide/engagement/open.ts'
import { engagementSubgraph } from '@halide/engagement/subgraph.ts'
import { openFeed } from '@halide/feed/open.ts'
import { feedSubgraph } from '@halide/feed/subgraph.ts'
import { openJobs } from '@halide/jobs/subgraph/open.ts'
import { jobsSubgraph } from '@halide/jobs/subgraph/subgraph.ts'
import { openPost } from '@halide/post/open.ts'
import { postSubgraph } from '@halide/post/subgraph.ts'
import { type BoundSubgraph, bindSubgraph } from '@halide/subgraph-kit/index.ts'
import type { UserDeps } from '@halide/user/context.ts'
import { openUser } from '@halide/user/open.ts'
import { userSubgraph } from '@halide/user/subgraph.ts'
import type { SubgraphsEnv } from './env.ts'
import type { SharedStores } from './open-stores.ts'

export interface OpenSubgraphs {
  subgraphs: readonly BoundSubgraph[]
  /** Of the access tokens that they issue. */
  authKeys: UserDeps['accessTokens']['jwks']
}

/** Every subgraph of Halide, in this process. */
export async function openSubgraphs(env: SubgraphsEnv, stores: SharedStores): Promise<OpenSubgraphs> {
  const user = await openUser(env, stores)
  const subgraphs = [
    bindSubgraph(userSubgraph, user),
    bindSubgraph(postSubgraph, openPost(env, stores)),
    bindSubgraph(feedSubgraph, openFeed(env, stores)),
    bindSubgraph(engagementSubgraph, openEngagement(env, stores)),
    bindSubgraph(jobsSubgraph, openJobs(env, stores.db)),
  ]
  return { subgraphs, authKeys: user.accessTokens.jwks }
}
