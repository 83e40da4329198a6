import { openEngagement } from '@halide/engagement/open.ts'
import { engagementSubgraph } from '@halide/engagement/subgraph.ts'
import { openFeed } from '@halide/feed/open.ts'
import { feedSubgraph } from '@halide/feed/subgraph.ts'
import type { GatewaySettings } from '@halide/gateway/settings.ts'
import { openJobs } from '@halide/jobs/subgraph/open.ts'
import { jobsSubgraph } from '@halide/jobs/subgraph/subgraph.ts'
import { openPost } from '@halide/post/open.ts'
import { postSubgraph } from '@halide/post/subgraph.ts'
import { checkDatabase } from '@halide/prisma/check-database.ts'
import type { Db } from '@halide/prisma/client.ts'
import { createAnswering, createMetrics, type RequestContext, type Subgraph } from '@halide/subgraph-kit/index.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { oneQuestion } from '@halide/telemetry/one-question.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import type { Redis } from '@halide/timeline/redis.ts'
import { openUser } from '@halide/user/open.ts'
import { userSubgraph } from '@halide/user/subgraph.ts'
import type { SubgraphsEnv } from './env.ts'
import { createLocalDoor } from './local-door.ts'

/** What all subgraphs of the process share: one pool of connections to Postgres, one connection to Redis, one page of metrics. */
export interface SharedStores {
  db: Db
  redis: Redis | null
  registry: Registry
  log: Logger
}

/** Every subgraph of Halide, opened in this process, as a gateway takes them. */
export async function openSubgraphs(
  env: SubgraphsEnv,
  stores: SharedStores,
): Promise<Required<Pick<GatewaySettings, 'subgraphDoors' | 'authKeys'>>> {
  const metrics = createMetrics(stores.registry)
  const check = oneQuestion(() => checkDatabase(stores.db))
  function doorOf<Deps, Context extends RequestContext>(subgraph: Subgraph<Deps, Context>, deps: Deps) {
    const log = stores.log.child({ subgraph: subgraph.name })
    return [subgraph.name, createLocalDoor(subgraph.name, createAnswering(subgraph, deps, { metrics, log }), check)]
  }
  const user = await openUser(env, stores)
  const doors = [
    doorOf(userSubgraph, user),
    doorOf(postSubgraph, openPost(env, stores)),
    doorOf(feedSubgraph, openFeed(env, stores)),
    doorOf(engagementSubgraph, openEngagement(env, stores)),
    doorOf(jobsSubgraph, openJobs(env, stores.db)),
  ]
  return { subgraphDoors: Object.fromEntries(doors), authKeys: user.accessTokens.jwks }
}
