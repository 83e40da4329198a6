import { z } from 'zod'
import { type Cdn, noCdn } from './cdn.ts'
import { httpCache } from './http-cache.ts'

/** For the `env.ts` of each process that purges: `z.object({ ...cdnEnv })`. */
export const cdnEnv = {
  CDN_KIND: z.enum(['none', 'http-cache', 'cloudfront']).default('none'),
  CDN_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  CDN_PURGE_SECRET: z.string().min(16).optional(),
  CLOUDFRONT_DISTRIBUTION_ID: z.string().optional(),
}

/** The CDN that an environment names. Throws when it does not say enough. */
export async function openCdn(env: z.infer<z.ZodObject<typeof cdnEnv>>): Promise<Cdn> {
  const { CDN_KIND: kind, CDN_URL: url, CDN_PURGE_SECRET: secret, CLOUDFRONT_DISTRIBUTION_ID: distributionId } = env
  if (kind === 'none') return noCdn
  if (kind === 'http-cache') {
    if (!url || !secret) throw new Error('CDN_KIND=http-cache needs CDN_URL and CDN_PURGE_SECRET')
    return httpCache({ url, secret })
  }
  if (!url || !distributionId) throw new Error('CDN_KIND=cloudfront needs CDN_URL and CLOUDFRONT_DISTRIBUTION_ID')
  // Loaded only where it is used.
  const { cloudFront } = await import('./cloudfront.ts')
  return cloudFront({ url, distributionId })
}
