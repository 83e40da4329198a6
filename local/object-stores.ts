import { openDb } from '@halide/prisma/client.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import { openStore } from '@halide/storage/store.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import type { ProcessSpec } from './managed-process.ts'
import { answers, nodeProgram } from './node-program.ts'

export interface ObjectStoreSettings {
  name: 'primary' | 'backup'
  folder: string
  port: number
  accessKeyId: string
  secretAccessKey: string
  env: Readonly<Record<string, string | undefined>>
}

/** An s3d for the supervisor: one region with its bucket. */
export function objectStore(settings: ObjectStoreSettings): { spec: ProcessSpec; region: RegionSettings } {
  const { name, folder, port, accessKeyId, secretAccessKey, env } = settings
  const endpoint = `http://127.0.0.1:${port}`
  const region = name === 'primary' ? 'us-east-1' : 'us-west-2'
  const bucket = name === 'primary' ? 'halide' : 'halide-backup'
  const spec = nodeProgram({
    name: `s3-${name}`,
    main: 'local/s3d/main.ts',
    env: {
      ...env,
      S3D_ROOT: folder,
      S3D_PORT: String(port),
      S3D_ACCESS_KEY_ID: accessKeyId,
      S3D_SECRET_ACCESS_KEY: secretAccessKey,
    },
    isReady: () => answers(endpoint),
    isStore: true,
  })
  return { spec, region: { endpoint, region, bucket, accessKeyId, secretAccessKey, forcePathStyle: true } }
}

/** Makes the buckets that are missing. */
export async function createBuckets(
  databaseUrl: string,
  primary: RegionSettings,
  backup?: RegionSettings,
): Promise<void> {
  const db = openDb({ url: databaseUrl, maxConnections: 1 })
  const log = createLogger('local', 'fatal')
  const store = openStore({ primary, ...(backup && { backup }), db, log, registry: createRegistry('local') })
  try {
    await store.createBuckets()
  } finally {
    await store.close()
    await db.$disconnect()
  }
}
