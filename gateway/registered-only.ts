import type { ApolloServerPlugin } from '@apollo/server'
import type { GatewayContext } from './context.ts'
import type { GatewayMetrics } from './metrics.ts'
import { refusal } from './refuse.ts'
import type { RegisteredOperations } from './registered.ts'
import type { PersistedMode } from './settings.ts'

/** Tells of operations that nobody registered, or refuses them before a subgraph is asked. */
export function watchRegistration(
  registered: RegisteredOperations,
  mode: PersistedMode,
  metrics: GatewayMetrics,
): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ source, document, operation, contextValue: { log } }) {
          if (mode === 'open' || registered.has(source, document)) return
          metrics.unregisteredAsked()
          if (mode === 'enforce') throw refusal('OPERATION_NOT_REGISTERED', { status: 400 })
          log.warn({ operation: operation?.name?.value.slice(0, 100) }, 'an operation is not registered')
        },
      }
    },
  }
}
