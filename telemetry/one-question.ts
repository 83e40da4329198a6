/** For several gauges of one scrape, which are collected side by side: who asks while a question is under way shares its answer. */
export function oneQuestion<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined
    })
    return asked
  }
}
