import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'
import type { XmlTree } from '../http/xml.ts'
import type { Bucket } from '../store/bucket.ts'
import { currentObject, type ObjectVersion } from '../store/record.ts'
import { type ListPage, listKeys } from './list-keys.ts'
import { nameEncoding, pageSize } from './list-parameters.ts'
import type { Operation } from './operation.ts'
import { OWNER } from './owner.ts'

export const listObjectsV2: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const token = request.param('continuation-token')
  const startAfter = request.param('start-after')
  const after = token === undefined ? (startAfter ?? '') : positionOf(token)
  const page = pageOf(bucket, request, after)
  const { encode } = nameEncoding(request)
  const withOwner = request.param('fetch-owner') === 'true'
  return reply(bucket, request, page, withOwner, {
    KeyCount: page.entries.length,
    ContinuationToken: token,
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    NextContinuationToken: page.truncated ? tokenOf(page.entries.at(-1)!.name) : undefined,
  })
}

export const listObjectsV1: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const marker = request.param('marker') ?? ''
  const page = pageOf(bucket, request, marker)
  const { encode } = nameEncoding(request)
  // S3 names the next marker only where a client could not: after a group.
  const next = page.truncated && request.param('delimiter') ? page.entries.at(-1)!.name : undefined
  return reply(bucket, request, page, true, {
    Marker: encode(marker),
    NextMarker: next === undefined ? undefined : encode(next),
  })
}

function pageOf(bucket: Bucket, request: S3Request, after: string): ListPage {
  const query = {
    prefix: request.param('prefix') ?? '',
    delimiter: request.param('delimiter') ?? '',
    after,
    limit: pageSize(request, 'max-keys'),
  }
  return listKeys(bucket, query, (record) => currentObject(record) !== undefined)
}

function reply(bucket: Bucket, request: S3Request, page: ListPage, withOwner: boolean, paging: XmlTree) {
  const { type, encode } = nameEncoding(request)
  const delimiter = request.param('delimiter')
  const tree: XmlTree = {
    Name: bucket.settings.name,
    Prefix: encode(request.param('prefix') ?? ''),
    Delimiter: delimiter ? encode(delimiter) : undefined,
    MaxKeys: pageSize(request, 'max-keys'),
    EncodingType: type,
    IsTruncated: page.truncated,
    ...paging,
    Contents: page.entries.flatMap((entry) =>
      entry.kind === 'key'
        ? [
            {
              Key: encode(entry.name),
              ...objectElements(currentObject(entry.record)!),
              ...(withOwner && { Owner: OWNER }),
            },
          ]
        : [],
    ),
    CommonPrefixes: page.entries.flatMap((entry) => (entry.kind === 'prefix' ? [{ Prefix: encode(entry.name) }] : [])),
  }
  return { status: 200, xml: { root: 'ListBucketResult', tree } }
}

/** What every listing tells of an object beside its key. */
export function objectElements(object: ObjectVersion): XmlTree {
  return {
    LastModified: new Date(object.modified).toISOString(),
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum?.algorithm.toUpperCase(),
    ChecksumType: object.checksum?.type,
    Size: object.size,
    StorageClass: object.storageClass,
  }
}

function tokenOf(name: string): string {
  return `1${Buffer.from(name).toString('base64url')}`
}

function positionOf(token: string): string {
  const position = Buffer.from(token.slice(1), 'base64url').toString('utf8')
  if (tokenOf(position) === token) return position
  throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect' })
}
