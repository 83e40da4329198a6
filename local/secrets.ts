import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'

const Secrets = z.object({
  postgresPassword: z.string(),
  s3AccessKeyId: z.string(),
  s3SecretAccessKey: z.string(),
  gatewaySecret: z.string(),
  uploadSecret: z.string(),
  accountSecret: z.string(),
  authPrivateJwk: z.string(),
})

export type Secrets = z.infer<typeof Secrets>

/** The secrets of this machine's cluster: made once, readable by their owner only. */
export async function keepSecrets(file: string): Promise<Secrets> {
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const whole = Secrets.safeParse(kept)
  if (whole.success) return whole.data
  // None yet, or of a release that knew fewer.
  const secrets = Secrets.parse({ ...(await makeSecrets()), ...kept })
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return secrets
}

export async function makeSecrets(): Promise<Secrets> {
  const random = () => randomBytes(32).toString('base64url')
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid: randomBytes(8).toString('hex') }
  return {
    postgresPassword: random(),
    s3AccessKeyId: `halide-${randomBytes(8).toString('hex')}`,
    s3SecretAccessKey: random(),
    gatewaySecret: random(),
    uploadSecret: random(),
    accountSecret: random(),
    authPrivateJwk: JSON.stringify(jwk),
  }
}
