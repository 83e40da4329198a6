import type { UserDb } from '@halide/prisma/client.ts'
import { createSwitches } from '@halide/prisma/switches.ts'
import type { Registry } from '@halide/telemetry/registry.ts'
import { createAccessTokens } from './access-tokens.ts'
import type { UserDeps } from './context.ts'
import { createMetrics } from './metrics.ts'
import { createPasswords } from './passwords.ts'
import { createSecretBox } from './second-factor/secret-box.ts'
import type { UserEnv } from './settings.ts'

export interface UserStores {
  db: UserDb
  registry: Registry
}

/** What the subgraph lives on, whichever process it is in. */
export async function openUser(env: UserEnv, { db, registry }: UserStores): Promise<UserDeps> {
  return {
    db,
    metrics: createMetrics(registry),
    switches: createSwitches(db),
    accessTokens: await createAccessTokens(env.AUTH_PRIVATE_JWK),
    secretBox: createSecretBox(env.ACCOUNT_SECRET),
    accountSecret: env.ACCOUNT_SECRET,
    passwords: createPasswords({
      memoryKib: env.PASSWORD_MEMORY_KIB,
      passes: env.PASSWORD_PASSES,
      concurrency: env.PASSWORD_CONCURRENCY,
    }),
    mediaUrl: env.MEDIA_URL,
    uploadSecret: env.UPLOAD_SECRET,
    deletedAccountDays: env.DELETED_ACCOUNT_DAYS,
    celebrity: { followers: env.CELEBRITY_FOLLOWERS, followersLow: env.CELEBRITY_FOLLOWERS_LOW },
  }
}
