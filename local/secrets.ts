import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'

const Secrets = z.object({
  postgresPassword: z.string(),
  s3AccessKeyId: z.string(),
  s3SecretAccessKey: z.string(),
  gatewaySecret: z.string(),
  uploadSecret: z.string(),
  authPrivateJwk: z.string(),
})

export type Secrets = z.infer<typeof Secrets>

/** The secrets of this machine's cluster: made once, readable by their owner only. */
export async function keepSecrets(file: string): Promise<Secrets> {
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
  const secrets = await makeSecrets()
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
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
    authPrivateJwk: JSON.stringify(jwk),
  }
}
