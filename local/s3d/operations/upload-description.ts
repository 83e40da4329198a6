import { parseQuery } from '../auth/canonical.ts'
import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import type { ObjectVersion } from '../store/record.ts'
import { parseStorageClass } from './storage-class.ts'
import { checkTags } from './tags.ts'

/** Standard headers that an object keeps as they were given. */
const KEPT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

/** S3's limit on user metadata: names and values together, in bytes. */
const MAX_METADATA_BYTES = 2048

export type Description = Pick<ObjectVersion, 'headers' | 'metadata' | 'tags' | 'storageClass'>

/** Everything a client says of an object beside its bytes: put, copy and multipart uploads say it alike. */
export function describeUpload(headers: Headers): Description {
  return {
    headers: keptHeaders(headers),
    metadata: userMetadata(headers),
    tags: taggingHeader(headers),
    storageClass: parseStorageClass(headers.get('x-amz-storage-class')),
  }
}

export function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = headers.get(name)
    if (value !== undefined && value !== '') kept[name] = value
  }
  const encoding = withoutAwsChunked(kept['content-encoding'] ?? '')
  delete kept['content-encoding']
  return { 'content-type': 'binary/octet-stream', ...kept, ...(encoding && { 'content-encoding': encoding }) }
}

export function userMetadata(headers: Headers): Record<string, string> {
  const prefix = 'x-amz-meta-'
  const pairs = headers
    .entries()
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const)
  const size = pairs.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value, 'latin1'),
    0,
  )
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', {
      fields: { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
    })
  }
  return Object.fromEntries(pairs)
}

/** `x-amz-tagging: a=b&c=d`. Throws `InvalidTag`, `TooManyTags`. */
export function taggingHeader(headers: Headers): [string, string][] {
  const value = headers.get('x-amz-tagging')
  if (!value) return []
  try {
    return checkTags(parseQuery(value).map(([key, tag]) => [key, tag]))
  } catch (error) {
    if (error instanceof URIError)
      throw new S3Error('InvalidArgument', { message: 'The header x-amz-tagging is malformed' })
    throw error
  }
}

/** `aws-chunked` is how the body travelled, not what it is. */
function withoutAwsChunked(encoding: string): string {
  return encoding
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked')
    .join(',')
}
