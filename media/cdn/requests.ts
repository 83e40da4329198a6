import { parseImagePath } from '@halide/schema/image-paths.ts'

/** Requests at once; a cache behind one address has many more to serve. */
const atOnce = 8

/**
 * What a cache makes of the `Accept` of its readers before it looks up a negotiated address, so that there are four variants and not
 * one for each browser (ops/varnish/default.vcl; for CloudFront a function at its viewer request has to do the same).
 */
const accepts = ['image/avif,image/webp', 'image/avif', 'image/webp', 'image/jpeg']

/** Runs one request for each of these, a few at a time. Throws the first failure. */
export async function forEach<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const work = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await run(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/**
 * Reads each path to its end, the negotiated ones in each variant; answers how many requests failed. GET, since of a HEAD not every
 * cache fetches the bytes, and to the end, since only then does the cache have them.
 */
export async function prewarmBy(url: string, paths: readonly string[], signal?: AbortSignal): Promise<number> {
  const requests = paths.flatMap((path) =>
    parseImagePath(path)?.format === null ? accepts.map((accept) => ({ path, accept })) : [{ path, accept: '*/*' }],
  )
  let failed = 0
  await forEach(requests, async ({ path, accept }) => {
    const read = async () => {
      const response = await fetch(url + path, { headers: { accept }, signal: within(signal) })
      await response.body?.pipeTo(new WritableStream())
      return response.ok
    }
    if (!(await read().catch(() => false))) failed += 1
  })
  return failed
}

/** Ten seconds for one request, or less when the caller ends. */
export function within(signal?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(10_000)
  return signal ? AbortSignal.any([signal, limit]) : limit
}
