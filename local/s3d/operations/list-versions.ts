import { S3Error } from '../errors.ts'
import type { XmlTree } from '../http/xml.ts'
import type { ObjectRecord } from '../store/record.ts'
import { listKeys } from './list-keys.ts'
import { objectElements } from './list-objects.ts'
import { nameEncoding, pageSize } from './list-parameters.ts'
import { checkVersionId } from './lookup.ts'
import type { Operation } from './operation.ts'
import { OWNER } from './owner.ts'

/** One line of the listing: a version or marker, or a group of keys. */
type Line = { key: string; versionId?: string; name: 'Version' | 'DeleteMarker' | 'CommonPrefixes'; tree: XmlTree }

/** Every version and marker of every key, newest first within a key. */
export const listObjectVersions: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const { type, encode } = nameEncoding(request)
  const prefix = request.param('prefix') ?? ''
  const delimiter = request.param('delimiter') ?? ''
  const keyMarker = request.param('key-marker') ?? ''
  const versionMarker = request.param('version-id-marker') || undefined
  if (versionMarker !== undefined && keyMarker === '') {
    throw new S3Error('InvalidArgument', { message: 'A version-id marker cannot be specified without a key marker.' })
  }
  const limit = pageSize(request, 'max-keys')

  // What is left of the key that the last page ended in comes first; then whole keys. One line more than asked for
  // shows whether there is more.
  const rest = versionMarker === undefined ? [] : versionsAfter(bucket.records.get(keyMarker), versionMarker, encode)
  const page = listKeys(bucket, { prefix, delimiter, after: keyMarker, limit: limit + 1 }, () => true)
  const lines: Line[] = [
    ...rest,
    ...page.entries.flatMap((entry): Line[] =>
      entry.kind === 'prefix'
        ? [{ key: entry.name, name: 'CommonPrefixes', tree: { Prefix: encode(entry.name) } }]
        : versionLines(entry.record, encode),
    ),
  ]
  const shown = lines.slice(0, limit)
  const truncated = limit > 0 && lines.length > limit
  const last = shown.at(-1)
  const of = (name: Line['name']) => shown.filter((line) => line.name === name).map(({ tree }) => tree)
  const tree: XmlTree = {
    Name: bucket.settings.name,
    Prefix: encode(prefix),
    Delimiter: delimiter ? encode(delimiter) : undefined,
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker ?? '',
    NextKeyMarker: truncated && last ? encode(last.key) : undefined,
    NextVersionIdMarker: truncated ? last?.versionId : undefined,
    MaxKeys: limit,
    EncodingType: type,
    IsTruncated: truncated,
    Version: of('Version'),
    DeleteMarker: of('DeleteMarker'),
    CommonPrefixes: of('CommonPrefixes'),
  }
  return { status: 200, xml: { root: 'ListVersionsResult', tree } }
}

function versionLines({ key, versions }: ObjectRecord, encode: (name: string) => string): Line[] {
  return versions.map((version, index) => ({
    key,
    versionId: version.versionId,
    name: version.kind === 'object' ? 'Version' : 'DeleteMarker',
    tree: {
      Key: encode(key),
      VersionId: version.versionId,
      IsLatest: index === 0,
      ...(version.kind === 'object'
        ? objectElements(version)
        : { LastModified: new Date(version.modified).toISOString() }),
      Owner: OWNER,
    },
  }))
}

function versionsAfter(record: ObjectRecord | undefined, versionId: string, encode: (name: string) => string): Line[] {
  checkVersionId(versionId)
  const lines = record ? versionLines(record, encode) : []
  return lines.slice(lines.findIndex((line) => line.versionId === versionId) + 1)
}
