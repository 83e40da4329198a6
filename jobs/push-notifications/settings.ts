import { createECDH } from 'node:crypto'
import { z } from 'zod'

/** Who sends pushes, to those who carry them (RFC 8292). */
export interface VapidKeys {
  /** An uncompressed point of P-256, as base64url. */
  publicKey: string
  /** 32 bytes, as base64url. */
  privateKey: string
  /** `mailto:` or `https:` of whom they ask when something is wrong. */
  subject: string
}

export interface PushSettings extends VapidKeys {
  /** Requests at once. */
  concurrency: number
  /** Milliseconds for one. */
  timeoutMs: number
  /** Whom to believe and where to connect, other than to the public internet. For tests. */
  trust?: { ca: string; isAllowed(address: string): boolean }
}

const key = z.string().regex(/^[A-Za-z0-9_-]+$/)

/** All or none. */
export const pushEnv = {
  VAPID_PUBLIC_KEY: key.optional(),
  VAPID_PRIVATE_KEY: key.optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:|https:)/)
    .optional(),
}

/** Null where pushes are not set up. Throws where they are in part, or the keys do not belong together. */
export function pushOf(env: z.infer<z.ZodObject<typeof pushEnv>>): PushSettings | null {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = env
  if (!publicKey && !privateKey && !subject) return null
  if (!publicKey || !privateKey || !subject)
    throw new Error('VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY and VAPID_SUBJECT go together')
  const own = createECDH('prime256v1')
  own.setPrivateKey(Buffer.from(privateKey, 'base64url'))
  if (own.getPublicKey('base64url') !== publicKey) throw new Error('VAPID_PUBLIC_KEY is not that of VAPID_PRIVATE_KEY')
  return { publicKey, privateKey, subject, concurrency: 20, timeoutMs: 10_000 }
}
