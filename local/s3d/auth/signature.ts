import { createHmac, timingSafeEqual } from 'node:crypto'

export const ALGORITHM = 'AWS4-HMAC-SHA256'

/** `date/region/service`, the part of a credential that a signing key is derived for. */
export interface Scope {
  date: string
  region: string
  service: string
}

export function scopeString({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/aws4_request`
}

let latest: { of: string; key: Buffer } | undefined

/** The key that signs everything within one scope: four nested HMACs over the secret. The latest is kept: a client stays in its scope for a day. */
export function signingKey(secretAccessKey: string, scope: Scope): Buffer {
  const of = `${secretAccessKey} ${scopeString(scope)}`
  if (latest?.of !== of) {
    const parts = [scope.date, scope.region, scope.service, 'aws4_request']
    latest = { of, key: parts.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secretAccessKey}`)) }
  }
  return latest.key
}

/** Signs `lines` (joined by newlines) as lower-case hex. */
export function sign(key: Buffer, lines: readonly string[]): string {
  return hmac(key, lines.join('\n')).toString('hex')
}

/** Compares without telling by time how much of a guess was right. */
export function sameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Milliseconds since the epoch of `YYYYMMDDTHHMMSSZ`, or undefined for anything else. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match.map(Number)
  const time = Date.UTC(year!, month! - 1, day, hour, minute, second)
  return Number.isNaN(time) ? undefined : time
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
