import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import { canonicalRequest, type QueryPairs, sha256Hex } from './canonical.ts'
import { parseAuthorizationHeader, parsePresignedQuery, type SignedClaim } from './claim.ts'
import { type PayloadMode, payloadModeOf } from './payload-mode.ts'
import { ALGORITHM, sameSignature, scopeString, sign, signingKey } from './signature.ts'

/** S3 refuses a clock that is further off than this, in either direction. */
const MAX_SKEW_MS = 15 * 60_000

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
}

export interface UnverifiedRequest {
  method: string
  /** Decoded path, from `/`. */
  path: string
  query: QueryPairs
  headers: Headers
}

/**
 * Verifies a request signed by header or by presigned query and says how its body is to be read.
 * Throws the `S3Error` that S3 answers: wrong key, wrong signature, expired, skewed, unsigned `x-amz-*` headers.
 */
export function authenticate(request: UnverifiedRequest, credentials: Credentials, now: number): PayloadMode {
  const claim = claimOf(request)
  if (claim.accessKeyId !== credentials.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', { fields: { AWSAccessKeyId: claim.accessKeyId } })
  }
  checkTime(claim, now)
  checkSignedHeaders(claim, request.headers)

  const declared = request.headers.get('x-amz-content-sha256')
  if (declared === undefined && claim.kind === 'header') {
    throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: x-amz-content-sha256' })
  }
  const payloadHash = declared ?? 'UNSIGNED-PAYLOAD'
  const canonical = canonicalRequest({
    method: request.method,
    path: request.path,
    query: request.query.filter(([name]) => claim.kind === 'header' || name !== 'X-Amz-Signature'),
    signedHeaders: claim.signedHeaders.map((name) => [name, request.headers.get(name) ?? '']),
    payloadHash,
  })
  const key = signingKey(credentials.secretAccessKey, claim.scope)
  const stringToSign = [ALGORITHM, claim.timestamp, scopeString(claim.scope), sha256Hex(canonical)]
  if (!sameSignature(sign(key, stringToSign), claim.signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      fields: {
        AWSAccessKeyId: claim.accessKeyId,
        StringToSign: stringToSign.join('\n'),
        SignatureProvided: claim.signature,
        CanonicalRequest: canonical,
      },
    })
  }
  return payloadModeOf(payloadHash, { key, seed: claim.signature, timestamp: claim.timestamp, scope: claim.scope })
}

function claimOf({ headers, query }: UnverifiedRequest): SignedClaim {
  const authorization = headers.get('authorization')
  const presigned = query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature')
  if (authorization !== undefined && presigned) {
    throw new S3Error('InvalidArgument', { message: 'Only one auth mechanism allowed' })
  }
  if (authorization !== undefined) return parseAuthorizationHeader(authorization, headers)
  if (presigned) return parsePresignedQuery(new Map(query))
  throw new S3Error('AccessDenied')
}

function checkTime(claim: SignedClaim, now: number): void {
  if (claim.kind === 'header') {
    if (Math.abs(now - claim.time) > MAX_SKEW_MS) {
      throw new S3Error('RequestTimeTooSkewed', {
        fields: { RequestTime: claim.timestamp, ServerTime: new Date(now).toISOString() },
      })
    }
    return
  }
  if (claim.time - now > MAX_SKEW_MS) throw new S3Error('AccessDenied', { message: 'Request is not yet valid' })
  const expires = claim.time + claim.expiresSeconds * 1000
  if (now >= expires) {
    throw new S3Error('AccessDenied', {
      message: 'Request has expired',
      fields: { Expires: new Date(expires).toISOString(), ServerTime: new Date(now).toISOString() },
    })
  }
}

/** A header that steers S3 but was not signed could have been added on the way. */
function checkSignedHeaders(claim: SignedClaim, headers: Headers): void {
  const signed = new Set(claim.signedHeaders)
  const missing = headers.names().filter((name) => name.startsWith('x-amz-') && !signed.has(name))
  if (!signed.has('host')) missing.push('host')
  if (missing.length > 0) {
    throw new S3Error('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      fields: { HeadersNotSigned: missing.join(', ') },
    })
  }
}
