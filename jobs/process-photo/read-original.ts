import { StorageFault } from '@halide/storage/faults.ts'
import type { ObjectStore } from '@halide/storage/store.ts'
import { PhotoProblem } from './problem.ts'

/** The bytes that were uploaded. Throws a PhotoProblem when they are no longer there. */
export async function readOriginal(
  store: ObjectStore,
  { originalKey, originalMd5 }: { originalKey: string; originalMd5: Buffer },
): Promise<Buffer> {
  try {
    const original = await store.read(originalKey, originalMd5)
    if (original) return original
  } catch (error) {
    const lost = error instanceof StorageFault && error.code === 'DAMAGED'
    throw lost ? new PhotoProblem('ORIGINAL_MISSING', error.message, { cause: error }) : error
  }
  throw new PhotoProblem('ORIGINAL_MISSING', `no region has ${originalKey}`)
}
