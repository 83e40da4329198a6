import type { Cdn } from './cdn.ts'
import { forEachPath, prewarmBy, within } from './requests.ts'

export interface HttpCacheSettings {
  /** Without a slash at its end. */
  url: string
  secret: string
}

/** A cache that purges by HTTP method, as Varnish does with ops/varnish/default.vcl. */
export function httpCache({ url, secret }: HttpCacheSettings): Cdn {
  return {
    kind: 'http-cache',
    purge: (paths, signal) =>
      forEachPath(paths, async (path) => {
        const headers = { 'x-purge-secret': secret }
        const response = await fetch(url + path, { method: 'PURGE', headers, signal: within(signal) })
        await response.body?.cancel()
        if (!response.ok) throw new Error(`the cache answered ${response.status} to PURGE ${path}`)
      }),
    prewarm: (paths, signal) => prewarmBy(url, paths, signal),
    describe: () => `http-cache at ${url}`,
  }
}
