import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import type { S3Request } from '../http/request.ts'
import type { ObjectVersion } from '../store/record.ts'
import { copyBytes, findCopySource } from './copy-source.ts'
import { checksumElements } from './object-headers.ts'
import type { Operation } from './operation.ts'
import { commitObject, requestedAlgorithm } from './put-object.ts'
import { parseStorageClass } from './storage-class.ts'
import { type Description, keptHeaders, taggingHeader, userMetadata } from './upload-description.ts'
import { versionHeader } from './versions.ts'

/** Server-side copy, also of an object to itself to change its storage class or metadata. */
export const copyObject: Operation = async (context, request) => {
  const { store, now } = context
  const bucket = store.bucket(request.bucket)
  const source = findCopySource(context, request)
  const description = describeCopy(request.headers, source.version)
  if (source.bucket === bucket && source.key === request.key && source.versionId === undefined) {
    assertChangesSomething(request, source.version, description)
  }
  const algorithm =
    requestedAlgorithm(request.headers, 'x-amz-checksum-algorithm') ?? source.version.checksum?.algorithm
  const { blob, md5, checksum } = await copyBytes(store, source, { algorithm })
  const version = await commitObject(bucket, request.key, request.headers, {
    ...description,
    modified: now(),
    size: blob.size,
    etag: md5,
    blobs: [blob],
    ...(checksum && { checksum: { ...checksum, type: 'FULL_OBJECT' as const } }),
  })
  return {
    status: 200,
    headers: {
      'x-amz-version-id': versionHeader(bucket, version.versionId),
      'x-amz-copy-source-version-id': versionHeader(source.bucket, source.version.versionId),
    },
    xml: {
      root: 'CopyObjectResult',
      tree: {
        LastModified: new Date(version.modified).toISOString(),
        ETag: `"${version.etag}"`,
        ...checksumElements(version.checksum),
      },
    },
  }
}

/** Metadata and tags come along unless the request replaces them. The storage class never does: no header is STANDARD. */
function describeCopy(headers: Headers, source: ObjectVersion): Description {
  const replaces = (name: string) => {
    const directive = headers.get(name) ?? 'COPY'
    if (directive === 'COPY' || directive === 'REPLACE') return directive === 'REPLACE'
    throw new S3Error('InvalidArgument', {
      message: `Unknown ${name}.`,
      fields: { ArgumentName: name, ArgumentValue: directive },
    })
  }
  const metadata = replaces('x-amz-metadata-directive')
    ? { headers: keptHeaders(headers), metadata: userMetadata(headers) }
    : { headers: source.headers, metadata: source.metadata }
  return {
    ...metadata,
    tags: replaces('x-amz-tagging-directive') ? taggingHeader(headers) : source.tags,
    storageClass: parseStorageClass(headers.get('x-amz-storage-class')),
  }
}

function assertChangesSomething({ headers }: S3Request, source: ObjectVersion, description: Description): void {
  const replaces =
    headers.get('x-amz-metadata-directive') === 'REPLACE' || headers.get('x-amz-tagging-directive') === 'REPLACE'
  if (replaces || description.storageClass !== source.storageClass) return
  throw new S3Error('InvalidRequest', {
    message:
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's " +
      'metadata, storage class, website redirect location or encryption attributes.',
  })
}
