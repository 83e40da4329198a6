import { type LookupAddress, lookup } from 'node:dns'
import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, literalAddress, parseEndpoint } from '@halide/schema/push-endpoint.ts'
import webPush from 'web-push'
import type { PushSettings } from './settings.ts'

export interface Push {
  endpoint: string
  /** The browser's public key, an uncompressed point of P-256: 65 bytes. */
  p256dh: Uint8Array
  /** The browser's secret of 16 bytes. */
  auth: Uint8Array
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
const tokenLifetimeSeconds = 12 * 3_600
const contentEncoding = 'aes128gcm'

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
  const { subject, publicKey, privateKey } = settings
  const expiresAt = Math.floor(now / 1_000) + tokenLifetimeSeconds
  const signed = new Map<string, string>()
  const authorizationFor = (origin: string) => {
    const known = signed.get(origin)
    if (known) return known
    const made = webPush.getVapidHeaders(origin, subject, publicKey, privateKey, contentEncoding, expiresAt)
    signed.set(origin, made.Authorization)
    return made.Authorization
  }
  return {
    async send({ endpoint, message, topic, p256dh, auth }) {
      const url = parseEndpoint(endpoint)
      const literal = url && literalAddress(url)
      if (!url || (literal !== null && !isAllowed(literal))) return 'GONE'
      let body: Buffer
      try {
        const [key, secret] = [p256dh, auth].map((bytes) => Buffer.from(bytes).toString('base64url')) as [
          string,
          string,
        ]
        body = webPush.encrypt(key, secret, message, contentEncoding).cipherText
      } catch {
        // No point of the curve: nobody could read it.
        return 'GONE'
      }
      const headers = {
        authorization: authorizationFor(url.origin),
        'content-encoding': contentEncoding,
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
