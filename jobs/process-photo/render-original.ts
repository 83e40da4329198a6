import { StorageFault } from '@halide/storage/faults.ts'
import type { JobContext } from '../context.ts'
import type { RenderedPhoto, RenderOptions } from './render.ts'

/** What an original becomes today; null when it is lost, or as bad as what was made of it: that is found on its own. */
export async function renderOriginal(
  { store, renderer }: JobContext,
  { originalKey, originalMd5 }: { originalKey: string; originalMd5: Buffer },
  options: RenderOptions,
  signal: AbortSignal,
): Promise<RenderedPhoto | null> {
  try {
    const original = await store.read(originalKey, originalMd5)
    const outcome = original && (await renderer.render(original, options, signal))
    return outcome?.ok ? outcome.photo : null
  } catch (error) {
    if (error instanceof StorageFault && error.code === 'DAMAGED') return null
    throw error
  }
}
