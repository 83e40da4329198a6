import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3d } from '@halide/local/s3d/start-s3d.ts'
import type { RegionSettings } from './settings.ts'

export interface TestBucketServer {
  settings: RegionSettings
  /** Takes the server away; `start` brings it back on the same port with the same data. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** A real S3 server on a folder of its own, for tests. */
export async function startTestServer(bucket: string): Promise<TestBucketServer> {
  const root = await mkdtemp(join(tmpdir(), 'halide-s3d-'))
  const keys = { accessKeyId: 'test', secretAccessKey: 'test-secret-test-secret' }
  let running = await startS3d({ root, ...keys })
  const { port } = running
  return {
    settings: { endpoint: running.url, region: 'us-east-1', bucket, ...keys, forcePathStyle: true },
    stop: () => running.stop(),
    start: async () => {
      running = await startS3d({ root, port, ...keys })
    },
    remove: async () => {
      await running.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

export function md5Of(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}
