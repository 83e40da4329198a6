/** The cache before the media door. Paths are those of schema/image-paths.ts, with a leading slash. */
export interface Cdn {
  readonly kind: 'none' | 'http-cache' | 'cloudfront'
  /** What it holds under these paths, in every variant, is not served again. Throws when that is not certain. Safe to repeat. */
  purge(paths: readonly string[], signal?: AbortSignal): Promise<void>
  /** Has it fetch these paths, as many as it can; it may fail for some. */
  prewarm(paths: readonly string[], signal?: AbortSignal): Promise<void>
  /** For logs: what it is and where. */
  describe(): string
}

/** Nothing stands before the media door. */
export const noCdn: Cdn = {
  kind: 'none',
  purge: async () => {},
  prewarm: async () => {},
  describe: () => 'none',
}
