import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { close, listen } from './toy-subgraphs.ts'

export interface ToyKeys {
  jwksUrl: string
  /** A good access token, but for what is given. `foreign` signs it with a key that is not published. */
  token(claims?: JWTPayload, options?: { expires?: string; foreign?: boolean; audience?: string }): Promise<string>
  stop(): Promise<void>
}

/** Signs access tokens and publishes their key, as the user subgraph does. */
export async function startToyKeys(): Promise<ToyKeys> {
  const own = await generateKeyPair('EdDSA')
  const foreign = await generateKeyPair('EdDSA')
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'EdDSA', use: 'sig' }
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }))
  })
  const { port } = await listen(server)
  return {
    jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    token: (claims = {}, options = {}) =>
      new SignJWT({ sub: '9007199254740993', sid: '77', role: 'USER', ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
        .setIssuedAt(claims.iat)
        .setIssuer('halide')
        .setAudience(options.audience ?? 'halide')
        .setExpirationTime(options.expires ?? '10 min')
        .sign(options.foreign ? foreign.privateKey : own.privateKey),
    stop: () => close(server),
  }
}
