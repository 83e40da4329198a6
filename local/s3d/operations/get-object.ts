import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'
import type { S3Response } from '../http/response.ts'
import type { ByteSpan } from '../store/blob-store.ts'
import type { ObjectVersion } from '../store/record.ts'
import { checkRead, etagMatches } from './conditions.ts'
import { findObject } from './lookup.ts'
import { checksumHeaders, objectHeaders, responseOverrides } from './object-headers.ts'
import type { Context, Operation } from './operation.ts'
import { parseRange } from './range.ts'
import { assertReadable } from './storage-class.ts'

export const headObject: Operation = async (context, request) => describe(context, request).response

export const getObject: Operation = async (context, request) => {
  const { response, version, span } = describe(context, request)
  if (response.status === 304) return response
  assertReadable(version, context.now())
  // No await since the lookup: the blobs cannot have been discarded before they are pinned.
  const done = context.store.blobs.pin(version.blobs)
  return { ...response, body: context.store.blobs.read(version.blobs, span), done }
}

interface Described {
  response: S3Response
  version: ObjectVersion
  /** What of the object is asked for; undefined for all of it. */
  span: ByteSpan | undefined
}

function describe({ store, now }: Context, request: S3Request): Described {
  const bucket = store.bucket(request.bucket)
  const version = findObject(bucket, request.key, request.param('versionId'))
  const headers = objectHeaders(bucket, version, now())
  if (!checkRead(request.headers, version)) return { response: { status: 304, headers }, version, span: undefined }

  const part = partAsked(request, version)
  const span = part?.span ?? parseRange(rangeHeader(request, version), version.size)
  const whole = !span || (span.first === 0 && span.last === version.size - 1)
  const wantsChecksum = whole && request.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED'
  return {
    version,
    span,
    response: {
      status: span ? 206 : 200,
      headers: {
        ...headers,
        ...(wantsChecksum && checksumHeaders(version.checksum)),
        ...responseOverrides(request),
        'content-length': String(span ? span.last - span.first + 1 : version.size),
        'content-range': span && `bytes ${span.first}-${span.last}/${version.size}`,
        'x-amz-mp-parts-count': part && version.etag.includes('-') ? String(version.blobs.length) : undefined,
      },
    },
  }
}

/** A range that is tied by `If-Range` to another state of the object is not a range any more. */
function rangeHeader({ headers }: S3Request, { etag, modified }: ObjectVersion): string | undefined {
  const condition = headers.get('if-range')
  if (condition === undefined) return headers.get('range')
  const date = condition.includes('"') ? Number.NaN : Date.parse(condition)
  const holds = Number.isNaN(date) ? etagMatches(condition, etag) : Math.floor(modified / 1000) * 1000 <= date
  return holds ? headers.get('range') : undefined
}

function partAsked(request: S3Request, version: ObjectVersion): { span: ByteSpan | undefined } | undefined {
  const text = request.param('partNumber')
  if (text === undefined) return undefined
  if (request.headers.get('range') !== undefined) {
    throw new S3Error('InvalidRequest', { message: 'Cannot specify both Range header and partNumber query parameter' })
  }
  const blob = /^\d{1,5}$/.test(text) ? version.blobs[Number(text) - 1] : undefined
  if (!blob) throw new S3Error('InvalidPartNumber', { fields: { PartNumberRequested: text } })
  const first = version.blobs.slice(0, Number(text) - 1).reduce((sum, { size }) => sum + size, 0)
  return { span: blob.size > 0 ? { first, last: first + blob.size - 1 } : undefined }
}
