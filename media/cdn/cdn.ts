/** The cache before the media door. Paths are those of schema/image-paths.ts, with a leading slash. */
export interface Cdn {
  readonly kind: 'none' | 'http-cache' | 'cloudfront'
  /** What it holds under these paths, in every variant, is not served again. Throws when that is not certain. Safe to repeat. */
  purge(paths: readonly string[], signal?: AbortSignal): Promise<void>
  /** Has it fetch these paths whole, in every variant, and answers how many requests failed: a reader fetches what is missing. */
  prewarm(paths: readonly string[], signal?: AbortSignal): Promise<number>
  /** For logs: what it is and where. */
  describe(): string
}

/** Nothing stands before the media door. */
export const noCdn: Cdn = {
  kind: 'none',
  purge: async () => {},
  prewarm: async () => 0,
  describe: () => 'none',
}
