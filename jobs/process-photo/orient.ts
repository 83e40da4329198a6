import type { Sharp } from 'sharp'

/**
 * Turns pixels upright by EXIF orientation (1 to 8, CIPA DC-008 table 6). It runs on the already resized picture: turning the
 * original first makes libvips hold all of it in memory, which is how a small PNG bomb took gigabytes.
 * sharp mirrors before it rotates, whatever the order of the calls.
 */
export function orient(pipeline: Sharp, orientation: number | undefined): Sharp {
  switch (orientation) {
    case 2:
      return pipeline.flop()
    case 3:
      return pipeline.rotate(180)
    case 4:
      return pipeline.flip()
    case 5:
      return pipeline.flip().rotate(90)
    case 6:
      return pipeline.rotate(90)
    case 7:
      return pipeline.flop().rotate(90)
    case 8:
      return pipeline.rotate(270)
    default:
      return pipeline
  }
}

/** Whether upright means that width and height change places. */
export function liesOnItsSide(orientation: number | undefined): boolean {
  return orientation !== undefined && orientation >= 5 && orientation <= 8
}
