/** Runs work, or joins what is under way for the same key in this process. */
export type Once<T> = (key: string, work: () => Promise<T>) => Promise<T>

export function createOnce<T>(): Once<T> {
  const underWay = new Map<string, Promise<T>>()
  return (key, work) => {
    const known = underWay.get(key)
    if (known) return known
    const started = work().finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }
}
