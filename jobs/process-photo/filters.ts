import type { PhotoFilter } from '@halide/schema/renditions.ts'
import type { Sharp } from 'sharp'

const lift = (pipeline: Sharp, gain: [number, number, number], offset: [number, number, number]) =>
  pipeline.linear(gain, offset)

/**
 * Each named look as sharp operations on an 8-bit sRGB picture. `linear` is gain times value plus offset, for red, green and blue;
 * offsets that fade black or tint it are in 0 to 255. They run on the decoded picture, so every size shows the same look.
 */
export const filters: Record<PhotoFilter, (pipeline: Sharp) => Sharp> = {
  /** Strong contrast, vivid, cool shadows. */
  CLARENDON: (p) => lift(p.modulate({ saturation: 1.3 }), [1.16, 1.18, 1.2], [-20, -14, -8]),
  /** Low contrast, washed out, as an old print. */
  GINGHAM: (p) => lift(p.modulate({ saturation: 0.75, brightness: 1.03 }), [0.86, 0.86, 0.84], [24, 24, 28]),
  /** Warm lights, greens turned up. */
  JUNO: (p) => lift(p.modulate({ saturation: 1.25 }), [1.1, 1.07, 0.98], [-4, -4, 0]),
  /** Bright and clear, blues and greens up, reds held back. */
  LARK: (p) => lift(p.modulate({ brightness: 1.08, saturation: 1.1 }), [0.98, 1.04, 1.06], [2, 2, 2]),
  /** Black and white with deep contrast. */
  MOON: (p) => lift(p.modulate({ saturation: 0 }), [1.12, 1.12, 1.12], [-8, -8, -8]),
  /** Pink and warm, faded blacks. */
  NASHVILLE: (p) => lift(p.modulate({ saturation: 1.05 }), [1.02, 0.92, 0.84], [14, 10, 26]),
  /** Dusty and soft. */
  REYES: (p) => lift(p.modulate({ saturation: 0.7, brightness: 1.08 }), [0.84, 0.82, 0.78], [34, 32, 30]),
  /** Golden, a little faded. */
  VALENCIA: (p) => lift(p.modulate({ saturation: 0.95 }), [1.0, 0.95, 0.86], [16, 14, 10]),
}
