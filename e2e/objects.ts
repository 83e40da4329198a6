import { createStorageMetrics } from '@halide/storage/metrics.ts'
import { openRegion, type RegionName } from '@halide/storage/region.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'

/** The keys that a bucket holds, sorted. */
export async function listObjects(name: RegionName, settings: RegionSettings): Promise<string[]> {
  const region = openRegion(name, settings, createStorageMetrics(createRegistry('e2e')))
  const keys: string[] = []
  for await (const { key } of region.list('')) keys.push(key)
  region.close()
  return keys.sort()
}
