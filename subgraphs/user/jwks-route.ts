import type { Route } from '@halide/subgraph-kit/index.ts'
import type { AccessTokens } from './access-tokens.ts'

/** The public keys of the access tokens, for whoever verifies them. */
export function jwksRoute({ jwks }: AccessTokens): Route {
  return (app) =>
    app.get('/.well-known/jwks.json', async (_, reply) =>
      reply.type('application/jwk-set+json').header('cache-control', 'public, max-age=300').send(jwks),
    )
}
