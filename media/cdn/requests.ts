/** Requests at once; a cache behind one address has many more to serve. */
const atOnce = 8

/** Runs one request for each path, a few at a time. Throws the first failure. */
export async function forEachPath(paths: readonly string[], run: (path: string) => Promise<void>): Promise<void> {
  const waiting = [...paths]
  const work = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await run(path)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** What clients ask an address of no format for: each has another answer, and an entry of its own. */
const accepts = ['image/avif,image/webp,*/*', 'image/webp,*/*', '*/*']

/**
 * Reads each path to its end, in each variant; it may fail for some. GET, since of a HEAD not every cache fetches the bytes, and to
 * the end, since only then does the cache have them.
 */
export async function prewarmBy(url: string, paths: readonly string[], signal?: AbortSignal): Promise<void> {
  await forEachPath(paths, async (path) => {
    for (const accept of path.includes('.') ? ['*/*'] : accepts) {
      const read = async () => (await fetch(url + path, { headers: { accept }, signal: within(signal) })).arrayBuffer()
      await read().catch(() => {})
    }
  })
}

/** Ten seconds for one request, or less when the caller ends. */
export function within(signal?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(10_000)
  return signal ? AbortSignal.any([signal, limit]) : limit
}
