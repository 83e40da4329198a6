/** Bounds what all uploads together hold in memory. */
export interface ByteBudget {
  /** Sets bytes aside, or answers false when there is no room. */
  take(bytes: number): boolean
  give(bytes: number): void
}

export function createByteBudget(limit: number, changed: (taken: number) => void): ByteBudget {
  let taken = 0
  const set = (bytes: number) => {
    taken = bytes
    changed(taken)
  }
  return {
    take: (bytes) => {
      if (taken + bytes > limit) return false
      set(taken + bytes)
      return true
    },
    give: (bytes) => set(taken - bytes),
  }
}
