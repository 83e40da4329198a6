/**
 * Puts what a subgraph told into what others told of the same: objects into objects, lists of one length item by item, and all else in the place of
 * what was there.
 */
export function mergeInto(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const key of Object.keys(source)) {
    const value = source[key]
    // Nobody asks by this name, which would reach every object.
    if (value === undefined || key === '__proto__') continue
    const present = target[key]
    if (isObject(value) && isObject(present)) mergeInto(present, value)
    else if (Array.isArray(value) && Array.isArray(present) && value.length === present.length)
      mergeItems(present, value)
    else target[key] = value
  }
}

function mergeItems(target: unknown[], source: readonly unknown[]): void {
  for (let at = 0; at < source.length; at += 1) {
    const [present, value] = [target[at], source[at]]
    if (isObject(present) && isObject(value)) mergeInto(present, value)
    else target[at] = value
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
