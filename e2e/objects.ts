import { createHash } from 'node:crypto'
import { createStorageMetrics } from '@halide/storage/metrics.ts'
import { openRegion, type RegionName } from '@halide/storage/region.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'
import pMap from 'p-map'

const open = (name: RegionName, settings: RegionSettings) =>
  openRegion(name, settings, createStorageMetrics(createRegistry('e2e')))

/** The keys that a bucket holds, sorted. */
export async function listObjects(name: RegionName, settings: RegionSettings): Promise<string[]> {
  const region = open(name, settings)
  const keys: string[] = []
  for await (const { key } of region.list('')) keys.push(key)
  region.close()
  return keys.sort()
}

/** The bytes that a bucket itself has, past everything of Halide's; null when it has none. */
export async function readObject(name: RegionName, settings: RegionSettings, key: string): Promise<Buffer | null> {
  const region = open(name, settings)
  const object = await region.get(key)
  const bytes = object && Buffer.concat(await object.body.toArray())
  region.close()
  return bytes
}

/** Removes an object from a bucket with every version of it, past everything of Halide's. */
export async function eraseObject(name: RegionName, settings: RegionSettings, key: string): Promise<void> {
  await eraseObjects(name, settings, [key])
}

export async function eraseObjects(name: RegionName, settings: RegionSettings, keys: readonly string[]): Promise<void> {
  const region = open(name, settings)
  await pMap(keys, (key) => region.delete(key), { concurrency: 20 })
  region.close()
}

/** Puts a photo of these bytes into a bucket, past everything of Halide's. */
export async function putObject(name: RegionName, settings: RegionSettings, key: string, bytes: Buffer): Promise<void> {
  await putObjects(name, settings, [key], bytes)
}

/** Puts objects of a few bytes into a bucket, of which nothing of Halide's knows. */
export async function putStrangers(name: RegionName, settings: RegionSettings, keys: readonly string[]): Promise<void> {
  await putObjects(name, settings, keys, Buffer.from('strange'))
}

async function putObjects(
  name: RegionName,
  settings: RegionSettings,
  keys: readonly string[],
  bytes: Buffer,
): Promise<void> {
  const region = open(name, settings)
  const md5 = createHash('md5').update(bytes).digest()
  await pMap(keys, (key) => region.put(key, bytes, { contentType: 'image/jpeg', md5 }), { concurrency: 20 })
  region.close()
}
