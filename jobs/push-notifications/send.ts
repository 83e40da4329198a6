import { createPrivateKey, sign } from 'node:crypto'
import { type LookupAddress, lookup } from 'node:dns'
import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, literalAddress, parseEndpoint } from '@halide/schema/push-endpoint.ts'
import { encryptPush, type PushKeys } from './encrypt.ts'
import type { PushSettings, VapidKeys } from './settings.ts'

export interface Push extends PushKeys {
  endpoint: string
  message: string
  /** Up to 32 letters of base64url: a later push of the same topic takes the place of one not delivered. */
  topic: string
}

/** GONE: the subscription has ended. Otherwise, where it failed, after how many milliseconds to try again at the earliest. */
export type Delivery = 'SENT' | 'GONE' | { retryAfterMs: number }

export interface PushSender {
  send(push: Push): Promise<Delivery>
  close(): void
}

/** Seconds that a push waits for a browser that is away. */
const timeToLive = 86_400
/** RFC 8292 allows a day. */
const tokenLifetimeMs = 12 * 3_600_000

/**
 * Connects to addresses of the public internet only, looked at after the name is resolved and before anything is sent, so that no name
 * leads elsewhere. Follows no redirects and reads no answer.
 */
export function createSender(settings: PushSettings, now: number): PushSender {
  const isAllowed = settings.trust?.isAllowed ?? isPublicAddress
  const resolve: LookupFunction = (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, [])
      const allowed = found.filter(({ address }) => isAllowed(address))
      const [first] = allowed as [LookupAddress?]
      if (!first) return callback(new Error(`${hostname} is not on the public internet`), [])
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family)
    })
  const agent = new Agent({ keepAlive: true, lookup: resolve, ...(settings.trust && { ca: settings.trust.ca }) })
  const tokens = new Map<string, string>()
  const tokenFor = (origin: string) => {
    const token = tokens.get(origin) ?? signToken(settings, origin, now + tokenLifetimeMs)
    tokens.set(origin, token)
    return token
  }
  return {
    async send({ endpoint, message, topic, ...keys }) {
      const url = parseEndpoint(endpoint)
      const literal = url && literalAddress(url)
      if (!url || (literal !== null && !isAllowed(literal))) return 'GONE'
      let body: Buffer
      try {
        body = encryptPush(message, keys)
      } catch {
        // No point of the curve: nobody could read it.
        return 'GONE'
      }
      const headers = {
        authorization: `vapid t=${tokenFor(url.origin)}, k=${settings.publicKey}`,
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        'content-length': body.length,
        ttl: timeToLive,
        topic,
      }
      return new Promise<Delivery>((resolve) => {
        const failed = () => resolve({ retryAfterMs: 0 })
        const sent = request(url, { method: 'POST', agent, headers, signal: AbortSignal.timeout(settings.timeoutMs) })
        sent.on('error', failed)
        sent.on('response', (response) => {
          const status = response.statusCode ?? 0
          // What it says is of no use, and might not end.
          response.destroy()
          if (status >= 200 && status < 300) resolve('SENT')
          else if (status === 404 || status === 410) resolve('GONE')
          else resolve({ retryAfterMs: (Number(response.headers['retry-after']) || 0) * 1_000 })
        })
        sent.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}

function signToken({ publicKey, privateKey, subject }: VapidKeys, audience: string, expiresAt: number): string {
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: privateKey }
  const claims = { aud: audience, exp: Math.floor(expiresAt / 1_000), sub: subject }
  const text = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
