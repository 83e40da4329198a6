import { Counter, type Registry } from '@halide/telemetry/registry.ts'

export interface UserMetrics {
  /** A follow came to be, at once or when a request was accepted. */
  followed(): void
}

export function createMetrics(registry: Registry): UserMetrics {
  const follows = new Counter({
    name: 'instagram_follows_total',
    help: 'Follows made; ending one does not lower it',
    registers: [registry],
  })
  return { followed: () => follows.inc() }
}
