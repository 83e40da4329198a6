import { createECDH } from 'node:crypto'

const keys = createECDH('prime256v1')

/** Settings with which a world pushes to browsers. */
export const vapidEnv = {
  VAPID_PUBLIC_KEY: keys.generateKeys('base64url'),
  VAPID_PRIVATE_KEY: keys.getPrivateKey('base64url'),
  VAPID_SUBJECT: 'mailto:push@halide.example',
}
