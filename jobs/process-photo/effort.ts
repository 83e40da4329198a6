import type { LoadNow } from '@halide/prisma/load.ts'
import type { RenderOptions } from './render.ts'

/** What a photo is not given for now, and is owed: `repay_quality` makes it good. */
export type Skipped = 'MEDIUM' | 'QUALITY' | 'BLURHASH'

export interface Effort {
  options: Pick<RenderOptions, 'sizes' | 'quality' | 'blurhash'>
  skipped: readonly Skipped[]
}

const twoSizes = ['LARGE', 'THUMBNAIL'] as const

/** How much is made of a photo while so many wait, and the load is so high (R4.6, R5.5). A filter is never left out. */
export function effortUnder({ level, queueLevel }: Pick<LoadNow, 'level' | 'queueLevel'>): Effort {
  if (queueLevel === 'EXTREME') {
    return {
      options: { sizes: twoSizes, quality: 'lowest', blurhash: false },
      skipped: ['MEDIUM', 'QUALITY', 'BLURHASH'],
    }
  }
  if (queueLevel === 'FAST') return { options: { sizes: twoSizes, quality: 'fast' }, skipped: ['MEDIUM', 'QUALITY'] }
  if (level !== 'NORMAL') return { options: { quality: 'fast' }, skipped: ['QUALITY'] }
  return { options: {}, skipped: [] }
}
