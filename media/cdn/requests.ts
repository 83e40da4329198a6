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

/** Asks for each path, so that a cache fetches the whole of it, and reads nothing. */
export async function prewarmBy(url: string, paths: readonly string[], signal?: AbortSignal): Promise<void> {
  await forEachPath(paths, async (path) => {
    await fetch(url + path, { method: 'HEAD', signal: within(signal) }).catch(() => {})
  })
}

/** Ten seconds for one request, or less when the caller ends. */
export function within(signal?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(10_000)
  return signal ? AbortSignal.any([signal, limit]) : limit
}
