import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import type { S3Request } from '../http/request.ts'
import { decodeAwsChunked } from './aws-chunked.ts'
import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm, isChecksumValue, startDigest } from './checksum.ts'

export interface Received {
  size: number
  /** Hex. */
  md5: string
  /** In the algorithm the client sent a value for, else in the one asked for. Base64. */
  checksum?: { algorithm: ChecksumAlgorithm; value: string }
}

export interface ReceiveOptions {
  maxBytes: number
  /** Computed when the client sends no checksum of its own. */
  algorithm?: ChecksumAlgorithm
}

/**
 * Streams a request's body into `sink` and holds it against everything the client said of it: length, Content-MD5,
 * x-amz-content-sha256, x-amz-checksum-*, chunk signatures. When it throws, what the sink got is not to be kept.
 */
export async function receive(
  request: S3Request,
  sink: (data: Buffer) => void | Promise<void>,
  options: ReceiveOptions,
): Promise<Received> {
  const { headers, payload } = request
  const length = declaredLength(request)
  if (length > options.maxBytes) {
    throw new S3Error('EntityTooLarge', { fields: { MaxSizeAllowed: String(options.maxBytes) } })
  }
  const contentMd5 = declaredMd5(headers)
  const claims = declaredChecksums(headers)
  const trailerNames = payload.kind === 'chunked' && payload.trailer ? trailersAnnounced(headers) : undefined
  const algorithm = claims.keys().next().value ?? algorithmOfTrailer(trailerNames) ?? options.algorithm

  const md5 = startDigest('md5')
  const sha256 = payload.kind === 'plain' && payload.sha256 ? startDigest('sha256') : undefined
  const checksum = algorithm && startDigest(algorithm)
  const wire = request.openBody()
  const body =
    payload.kind === 'plain'
      ? wire
      : decodeAwsChunked(wire, {
          ...(payload.signing && { signing: payload.signing }),
          ...(trailerNames && { trailerNames }),
          onTrailer: (name, value) => addClaim(claims, name, value),
        })
  let size = 0
  for await (const data of body) {
    size += data.length
    if (size > length) throw new S3Error('IncompleteBody')
    md5.update(data)
    sha256?.update(data)
    checksum?.update(data)
    await sink(data)
  }

  if (size !== length) throw new S3Error('IncompleteBody')
  const md5Digest = md5.digest()
  if (contentMd5 && !contentMd5.equals(md5Digest)) {
    throw new S3Error('BadDigest', { message: 'The Content-MD5 you specified did not match what we received.' })
  }
  if (payload.kind === 'plain' && sha256 && sha256.digest().toString('hex') !== payload.sha256) {
    throw new S3Error('XAmzContentSHA256Mismatch')
  }
  const received = { size, md5: md5Digest.toString('hex') }
  if (!algorithm || !checksum) return received
  const value = checksum.digest().toString('base64')
  const claimed = claims.get(algorithm)
  if (claimed !== undefined && claimed !== value) {
    throw new S3Error('BadDigest', {
      message: `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    })
  }
  return { ...received, checksum: { algorithm, value } }
}

function declaredLength({ headers, payload }: S3Request): number {
  const name = payload.kind === 'chunked' ? 'x-amz-decoded-content-length' : 'content-length'
  const value = headers.get(name)
  if (value !== undefined && /^\d{1,15}$/.test(value)) return Number(value)
  if (value === undefined && payload.kind === 'plain' && headers.get('transfer-encoding') !== undefined) {
    throw new S3Error('NotImplemented', { fields: { Header: 'Transfer-Encoding' } })
  }
  throw new S3Error('MissingContentLength')
}

function declaredMd5(headers: Headers): Buffer | undefined {
  const value = headers.get('content-md5')
  if (value === undefined) return undefined
  const digest = Buffer.from(value, 'base64')
  if (digest.length !== 16 || digest.toString('base64') !== value) throw new S3Error('InvalidDigest')
  return digest
}

function declaredChecksums(headers: Headers): Map<ChecksumAlgorithm, string> {
  const claims = new Map<ChecksumAlgorithm, string>()
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const name = `x-amz-checksum-${algorithm}`
    const value = headers.get(name)
    if (value !== undefined) addClaim(claims, name, value)
  }
  return claims
}

function addClaim(claims: Map<ChecksumAlgorithm, string>, name: string, value: string): void {
  const algorithm = CHECKSUM_ALGORITHMS.find((candidate) => name === `x-amz-checksum-${candidate}`)
  if (!algorithm) return
  if (claims.size > 0) {
    throw new S3Error('InvalidRequest', { message: 'Expecting a single x-amz-checksum- header' })
  }
  if (!isChecksumValue(algorithm, value)) {
    throw new S3Error('InvalidRequest', { message: `Value for ${name} header is invalid.` })
  }
  claims.set(algorithm, value)
}

function trailersAnnounced(headers: Headers): string[] {
  return (headers.get('x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

function algorithmOfTrailer(names: readonly string[] | undefined): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((algorithm) => names?.includes(`x-amz-checksum-${algorithm}`))
}
