import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import { createOutageGrace } from '@halide/telemetry/outage-grace.ts'

export type ObjectReader = Pick<ObjectStore, 'open' | 'read'>

/** Waits up to `graceMs` for a region that is being started again, where no other has the object. */
export function awaitRegion(store: ObjectReader, graceMs: number): ObjectReader {
  const grace = createOutageGrace({
    graceMs,
    isOutage: (error) => error instanceof StorageFault && error.code === 'UNAVAILABLE',
  })
  return {
    open: (key, options) => grace.through(() => store.open(key, options)),
    read: (key, md5) => grace.through(() => store.read(key, md5)),
  }
}
