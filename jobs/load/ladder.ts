/** A level, the value over which it begins, and the lower one under which it ends. */
export interface Step<Level> {
  level: Level
  above: number
  below: number
}

/** The level that a value asks for, from the one that is: so a value that trembles around a threshold changes nothing. */
export function climb<Level>(steps: readonly Step<Level>[], from: Level, value: number): Level {
  const at = steps.findIndex(({ level }) => level === from)
  const up = steps.findLastIndex(({ above }) => value > above)
  if (up > at) return steps[up]!.level
  const down = steps.findLastIndex(({ below }) => value >= below)
  return steps[Math.min(at, down)]!.level
}

export interface Held<Level> {
  level: Level
  /** Milliseconds since when it was asked for more, or for less; null while it is not. */
  risingSince: number | null
  fallingSince: number | null
}

/** One level at a time, and only when the value has asked for it long enough. */
export function climbWhenHeld<Level>(
  steps: readonly Step<Level>[],
  { level, risingSince, fallingSince }: Held<Level>,
  value: number,
  { now, riseAfterMs, fallAfterMs }: { now: number; riseAfterMs: number; fallAfterMs: number },
): Held<Level> {
  const at = steps.findIndex((step) => step.level === level)
  const asked = steps.findIndex((step) => step.level === climb(steps, level, value))
  const since = asked > at ? (risingSince ?? now) : asked < at ? (fallingSince ?? now) : null
  if (since === null) return { level, risingSince: null, fallingSince: null }
  const isRising = asked > at
  if (now - since < (isRising ? riseAfterMs : fallAfterMs)) {
    return { level, risingSince: isRising ? since : null, fallingSince: isRising ? null : since }
  }
  return { level: steps[at + Math.sign(asked - at)]!.level, risingSince: null, fallingSince: null }
}
