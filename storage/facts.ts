import type { ObjectFacts } from './region.ts'

/** Metadata of a copy that was given another class: the version that it replaces. */
export const replacesName = 'replaces'

/** What a store answers to a HEAD or a GET, in the SDK's names. */
export interface Described {
  ContentLength?: number | undefined
  ETag?: string | undefined
  ContentType?: string | undefined
  StorageClass?: string | undefined
  VersionId?: string | undefined
  Metadata?: Record<string, string> | undefined
  Restore?: string | undefined
}

export function factsOf(described: Described): ObjectFacts {
  const { ContentLength, ETag, ContentType, StorageClass, VersionId, Metadata, Restore } = described
  return {
    size: ContentLength ?? 0,
    etag: unquoted(ETag),
    contentType: ContentType ?? 'application/octet-stream',
    // S3 does not name the standard class.
    storageClass: StorageClass ?? 'STANDARD',
    version: VersionId,
    replaces: Metadata?.[replacesName],
    thaw: thawOf(Restore),
  }
}

/** Of `x-amz-restore`, like `ongoing-request="false", expiry-date="Fri, 21 Dec 2012 00:00:00 GMT"`. */
function thawOf(restore: string | undefined): ObjectFacts['thaw'] {
  if (restore?.includes('ongoing-request="true"')) return 'ONGOING'
  const [, until] = /expiry-date="([^"]+)"/.exec(restore ?? '') ?? []
  return until ? { until: new Date(until) } : undefined
}

function unquoted(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '')
}
