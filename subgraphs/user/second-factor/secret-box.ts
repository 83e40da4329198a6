import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What a stolen copy of the database must not tell, under keys that are derived from one secret of the settings. */
export interface SecretBox {
  /** Encrypts; only `decrypt` for the same account reads it again. */
  encrypt(userId: bigint, plain: Uint8Array): Uint8Array<ArrayBuffer>
  /** Throws when it was encrypted under another secret or for another account, or was changed. */
  decrypt(userId: bigint, sealed: Uint8Array): Uint8Array<ArrayBuffer>
  /** 32 bytes by which a secret of an account is found again. */
  fingerprint(userId: bigint, secret: string): Uint8Array<ArrayBuffer>
}

const nonceBytes = 12
const tagBytes = 16

export function createSecretBox(secret: string): SecretBox {
  const key = derive(secret, 'second-factor-secret')
  const hashKey = derive(secret, 'second-factor-hash')
  return {
    encrypt: (userId, plain) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(userId.toString()))
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, body, cipher.getAuthTag()])
    },
    decrypt: (userId, sealed) => {
      const [nonce, body, tag] = [
        sealed.subarray(0, nonceBytes),
        sealed.subarray(nonceBytes, -tagBytes),
        sealed.subarray(-tagBytes),
      ]
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(userId.toString())).setAuthTag(tag)
      return Buffer.concat([decipher.update(body), decipher.final()])
    },
    fingerprint: (userId, text) => createHmac('sha256', hashKey).update(`${userId}.${text}`).digest(),
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}
