import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** What a browser gave away with its subscription. */
export interface PushKeys {
  /** Its public key, an uncompressed point of P-256: 65 bytes. */
  p256dh: Uint8Array
  /** A secret of 16 bytes. */
  auth: Uint8Array
}

/** Bytes of the one record, RFC 8188, section 2.1; more than any of our messages. */
const recordSize = 4_096

/** A message that only the browser can read: `aes128gcm` of RFC 8188 with the keys of RFC 8291. Throws when `p256dh` is no point. */
export function encryptPush(message: string, { p256dh, auth }: PushKeys): Buffer {
  const own = createECDH('prime256v1')
  const ownKey = own.generateKeys()
  const salt = randomBytes(16)
  const shared = own.computeSecret(p256dh)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, ownKey])
  const secret = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // The 2 ends the last record.
  const sealed = Buffer.concat([
    cipher.update(message),
    cipher.update(Buffer.of(2)),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(recordSize)
  return Buffer.concat([salt, size, Buffer.of(ownKey.length), ownKey, sealed])
}
