import { mkdirSync } from 'node:fs'
import type { ProcessSpec } from '@halide/local/managed-process.ts'
import { answers } from '@halide/local/node-program.ts'
import { noVarnish, purgeSecret, varnishArgs } from '@halide/media/cdn/test-varnish.ts'

export { noVarnish }

/** The cache before the media doors, as deployed, for the supervisor. */
export async function cache(
  folder: string,
  port: number,
  doors: readonly [number, number],
  searchPath: string,
): Promise<ProcessSpec> {
  mkdirSync(folder, { recursive: true })
  return {
    name: 'cache',
    command: 'varnishd',
    args: await varnishArgs(folder, port, doors),
    env: { PATH: searchPath, CDN_PURGE_SECRET: purgeSecret },
    isReady: () => answers(`http://127.0.0.1:${port}/health/live`, 200),
  }
}

/** For the worker, which purges. */
export const cacheEnv = (port: number): Record<string, string> => ({
  CDN_KIND: 'http-cache',
  CDN_URL: `http://127.0.0.1:${port}`,
  CDN_PURGE_SECRET: purgeSecret,
})
