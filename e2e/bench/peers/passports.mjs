import { createIdentity, keysAt } from '@halide/gateway/identity.ts'
import { passportHeader, passportLifetimeMs, sealPassport } from '@halide/schema/passport.ts'
import { createLogger } from '@halide/telemetry/log.ts'

// What Halide's subgraphs ask of any gateway: it verifies who asks, as ours does, and puts a sealed passport on every call.

export { passportHeader }

/** Puts the passport among the headers of a request, from where each peer takes it on by its own means. */
export function createAdmission({ gatewaySecret, jwksUrl }) {
  const identity = createIdentity(keysAt(jwksUrl, createLogger('peer', 'warn')))
  return async (headers, address) => {
    const viewer = await identity.viewerOf(headers.authorization)
    const caller = { client: null, address }
    const expiresAt = Date.now() + passportLifetimeMs
    headers[passportHeader] = sealPassport({ requestId: 'peer', viewer, caller, expiresAt }, gatewaySecret)
  }
}
