import { S3Error } from '../errors.ts'
import type { CorsRule } from '../store/bucket.ts'
import type { Headers } from './headers.ts'
import type { ParsedRequest } from './request.ts'
import type { S3Response } from './response.ts'

/** Answers a browser's preflight by the first rule that allows it. Throws `AccessDenied` when none does. */
export function preflight(rules: readonly CorsRule[] | undefined, headers: Headers): S3Response {
  const origin = headers.get('origin')
  const method = headers.get('access-control-request-method')
  if (origin === undefined || method === undefined) {
    throw new S3Error('InvalidRequest', { message: 'Insufficient information. Origin request header needed.' })
  }
  const asked = listOf(headers.get('access-control-request-headers') ?? '')
  const rule = rules?.find(
    (candidate) =>
      allows(candidate, origin, method) &&
      asked.every((name) => candidate.allowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name))),
  )
  if (!rule) {
    throw new S3Error('AccessDenied', { message: 'CORSResponse: This CORS request is not allowed.' })
  }
  return {
    status: 200,
    headers: {
      ...sharedHeaders(rule, origin),
      'access-control-allow-headers': asked.length > 0 ? asked.join(', ') : undefined,
      'access-control-max-age': rule.maxAgeSeconds === undefined ? undefined : String(rule.maxAgeSeconds),
    },
  }
}

/** The headers an actual cross-origin request gets, errors included; none when no rule allows it. */
export function corsHeaders(rules: readonly CorsRule[] | undefined, request: ParsedRequest): Record<string, string> {
  const origin = request.headers.get('origin')
  const rule = origin === undefined ? undefined : rules?.find((candidate) => allows(candidate, origin, request.method))
  return rule && origin !== undefined ? sharedHeaders(rule, origin) : {}
}

function sharedHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const any = rule.allowedOrigins.includes('*')
  return {
    'access-control-allow-origin': any ? '*' : origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(!any && { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposeHeaders.length > 0 && { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

function allows(rule: CorsRule, origin: string, method: string): boolean {
  return rule.allowedMethods.includes(method) && rule.allowedOrigins.some((pattern) => matches(pattern, origin))
}

/** A pattern has at most one `*`, which stands for any text. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*')
  if (end === undefined) return pattern === text
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}
