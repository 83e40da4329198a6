import type { UserDb } from '@halide/prisma/client.ts'
import type { Switches } from '@halide/prisma/switches.ts'
import type { RequestContext } from '@halide/subgraph-kit/index.ts'
import type { AccessTokens } from './access-tokens.ts'
import { createLoaders, type UserLoaders } from './loaders.ts'
import type { UserMetrics } from './metrics.ts'
import type { Passwords } from './passwords.ts'
import type { SecretBox } from './second-factor/secret-box.ts'

/** Lives as long as the process. */
export interface UserDeps {
  db: UserDb
  metrics: UserMetrics
  switches: Switches
  passwords: Passwords
  accessTokens: AccessTokens
  secretBox: SecretBox
  /** Seals the tickets that this subgraph gives and takes itself. */
  accountSecret: string
  celebrity: CelebrityThresholds
  /** Public address of the media door, without a slash at its end. */
  mediaUrl: string
  /** Seals the tickets of data exports, which the media door opens. */
  uploadSecret: string
  /** Days that a deleted account can still be restored. */
  deletedAccountDays: number
}

/** Follower counts at which an author's posts change the way they reach followers (jobs/move-celebrity decides). */
export interface CelebrityThresholds {
  /** From here up an author is a celebrity. */
  followers: number
  /** Below this one stops being one. */
  followersLow: number
}

export interface UserContext extends UserDeps, RequestContext {
  loaders: UserLoaders
}

export function createContext(deps: UserDeps, request: RequestContext): UserContext {
  return { ...deps, ...request, loaders: createLoaders(deps.db, request.viewer) }
}
