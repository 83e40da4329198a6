import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * A sealed message: base64url JSON, a dot, its HMAC-SHA256. Readable by anyone, made only by who holds the secret.
 * `purpose` is part of what is signed, so a message of one purpose never opens as another.
 */
export function seal(purpose: string, message: object, secret: string): string {
  const body = Buffer.from(JSON.stringify(message)).toString('base64url')
  return `${body}.${signatureOf(purpose, body, secret).toString('base64url')}`
}

/** The message, or null when the seal is broken, of another purpose or of another secret. */
export function open(purpose: string, sealed: string, secret: string): unknown {
  const dot = sealed.indexOf('.')
  if (dot < 0) return null
  const body = sealed.slice(0, dot)
  const given = Buffer.from(sealed.slice(dot + 1), 'base64url')
  const expected = signatureOf(purpose, body, secret)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
}

function signatureOf(purpose: string, body: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}.${body}`).digest()
}
