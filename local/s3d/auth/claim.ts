import { S3Error } from '../errors.ts'
import type { Headers } from '../http/headers.ts'
import { ALGORITHM, parseAmzDate, type Scope } from './signature.ts'

/** S3's longest life of a presigned URL: seven days. */
const MAX_EXPIRES_SECONDS = 604_800

interface Claim {
  accessKeyId: string
  scope: Scope
  /** Lower-case, in the order signed. */
  signedHeaders: string[]
  signature: string
  /** As sent, `YYYYMMDDTHHMMSSZ`; it goes into the string to sign. */
  timestamp: string
  /** The timestamp in milliseconds since the epoch. */
  time: number
}

/** What a request says about who signed it, before anything of it is believed. */
export type SignedClaim = (Claim & { kind: 'header' }) | (Claim & { kind: 'presigned'; expiresSeconds: number })

/** Parses `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function parseAuthorizationHeader(authorization: string, headers: Headers): SignedClaim {
  const [algorithm, ...rest] = authorization.split(' ')
  refuseOtherMechanisms(algorithm ?? '')
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => {
        const at = field.indexOf('=')
        return [field.slice(0, at), field.slice(at + 1)]
      }),
  )
  const malformed = (what: string) =>
    new S3Error('AuthorizationHeaderMalformed', { message: `The authorization header is malformed; ${what}.` })
  const { accessKeyId, scope } = parseCredential(fields.get('Credential') ?? '', malformed)
  const signedHeaders = fields.get('SignedHeaders')
  const signature = fields.get('Signature')
  if (!signedHeaders) throw malformed('SignedHeaders is missing')
  if (!signature) throw malformed('Signature is missing')

  const { timestamp, time } = requestTime(headers)
  if (!timestamp.startsWith(scope.date)) throw malformed(`the credential's date is not that of ${timestamp}`)
  return {
    kind: 'header',
    accessKeyId,
    scope,
    signedHeaders: signedHeaders.split(';').map((name) => name.toLowerCase()),
    signature,
    timestamp,
    time,
  }
}

/** Parses the `X-Amz-*` query parameters of a presigned URL. */
export function parsePresignedQuery(query: ReadonlyMap<string, string>): SignedClaim {
  const malformed = (what: string) => new S3Error('AuthorizationQueryParametersError', { message: what })
  const need = (name: string) => {
    const value = query.get(name)
    if (!value) throw malformed(`Query-string authentication version 4 requires the ${name} parameter.`)
    return value
  }
  refuseOtherMechanisms(need('X-Amz-Algorithm'))
  const { accessKeyId, scope } = parseCredential(need('X-Amz-Credential'), malformed)
  const timestamp = need('X-Amz-Date')
  const time = parseAmzDate(timestamp)
  if (time === undefined) throw malformed("X-Amz-Date must be in the ISO8601 format \"yyyyMMdd'T'HHmmss'Z'\"")
  if (!timestamp.startsWith(scope.date)) throw malformed('Invalid credential date. It must be that of X-Amz-Date.')
  const expires = need('X-Amz-Expires')
  if (!/^\d{1,9}$/.test(expires)) throw malformed('X-Amz-Expires should be a number')
  const expiresSeconds = Number(expires)
  if (expiresSeconds > MAX_EXPIRES_SECONDS) {
    throw malformed('X-Amz-Expires must be less than a week (in seconds); that is, it must be at most 604800')
  }
  return {
    kind: 'presigned',
    accessKeyId,
    scope,
    signedHeaders: need('X-Amz-SignedHeaders').toLowerCase().split(';'),
    signature: need('X-Amz-Signature'),
    timestamp,
    time,
    expiresSeconds,
  }
}

function parseCredential(credential: string, malformed: (what: string) => S3Error) {
  // An access key may contain slashes; the four scope fields may not.
  const fields = credential.split('/')
  const [date, region, service, terminator] = fields.slice(-4)
  const accessKeyId = fields.slice(0, -4).join('/')
  if (!accessKeyId || !date || !region || service !== 's3' || terminator !== 'aws4_request') {
    throw malformed('expecting the credential as "<key>/YYYYMMDD/REGION/s3/aws4_request"')
  }
  return { accessKeyId, scope: { date, region, service } }
}

function requestTime(headers: Headers): { timestamp: string; time: number } {
  const amzDate = headers.get('x-amz-date')
  if (amzDate !== undefined) {
    const time = parseAmzDate(amzDate)
    if (time !== undefined) return { timestamp: amzDate, time }
  } else {
    const time = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(time)) {
      return { timestamp: new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, ''), time }
    }
  }
  throw new S3Error('AccessDenied', { message: 'AWS authentication requires a valid Date or x-amz-date header' })
}

function refuseOtherMechanisms(algorithm: string): void {
  if (algorithm === ALGORITHM) return
  throw new S3Error('InvalidRequest', {
    message: `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
  })
}
