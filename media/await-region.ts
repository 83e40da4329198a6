import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import { createOutageGrace } from '@halide/telemetry/outage-grace.ts'

export type ObjectOpener = Pick<ObjectStore, 'open'>

/** Waits up to `graceMs` for a region that is being started again, where no other has the object. */
export function awaitRegion(store: ObjectOpener, graceMs: number): ObjectOpener {
  const grace = createOutageGrace({
    graceMs,
    isOutage: (error) => error instanceof StorageFault && error.code === 'UNAVAILABLE',
  })
  return { open: (key, options) => grace.through(() => store.open(key, options)) }
}
