import { createHash } from 'node:crypto'
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import type { Cdn } from './cdn.ts'
import { prewarmBy } from './requests.ts'

export interface CloudFrontSettings {
  /** Public address of the distribution, without a slash at its end. */
  url: string
  distributionId: string
  /** For tests; AWS itself unless given. */
  endpoint?: string
}

/**
 * CloudFront, with the credentials of the process. An invalidation is accepted here and done within minutes. One at a time takes
 * up to 3,000 paths; a post has 120 an edition.
 */
export function cloudFront({ url, distributionId, endpoint }: CloudFrontSettings): Cdn {
  const client = new CloudFrontClient({ region: 'us-east-1', ...(endpoint && { endpoint }) })
  return {
    kind: 'cloudfront',
    purge: async (paths, signal) => {
      if (paths.length === 0) return
      const sum = createHash('sha256').update(paths.join('\n')).digest('hex').slice(0, 16)
      // A reference used before answers that invalidation instead of a new one: each purge has its own.
      const CallerReference = `${sum}-${Date.now()}`
      const InvalidationBatch = { CallerReference, Paths: { Quantity: paths.length, Items: [...paths] } }
      const command = new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch })
      await client.send(command, signal ? { abortSignal: signal } : {})
    },
    prewarm: (paths, signal) => prewarmBy(url, paths, signal),
    describe: () => `cloudfront ${distributionId} at ${url}`,
  }
}
