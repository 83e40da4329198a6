import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type Registry } from '@halide/telemetry/registry.ts'

// A question for metrics meets any one of the copies. It asks the process that keeps them, which adds up what all of them tell.

/** A copy that does not tell what it has measured within this is left out: it is starting, or stuck. */
const patienceMs = 1_000

/** From a copy, and back: the page. */
type Wanted = { wanted: number }
type Page = { page: string; for: number }
/** To each copy, and back: what it has measured. */
type Ask = { tell: number }
type Told = { told: Metrics; for: number }
type Metrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

/** In a copy: from now on its page is that of all copies together. */
export function tellAllMetrics(registry: Registry): void {
  const pages = new Map<number, (page: string) => void>()
  let asked = 0
  process.on('message', async (message: Ask | Page) => {
    if ('tell' in message) send({ told: await registry.getMetricsAsJSON(), for: message.tell })
    else if ('page' in message) pages.get(message.for)?.(message.page)
  })
  registry.metrics = async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const id = ++asked
    pages.set(id, resolve)
    send({ wanted: id })
    return promise.finally(() => pages.delete(id))
  }
}

/** In the process that keeps the copies. */
export function answerForAll(): void {
  const listening = new Set<Worker>()
  cluster.on('listening', (copy) => listening.add(copy))
  cluster.on('exit', (copy) => listening.delete(copy))
  let asked = 0

  async function tellOf(copy: Worker): Promise<Metrics[]> {
    const id = ++asked
    const { promise, resolve } = Promise.withResolvers<Metrics[]>()
    const hear = (message: Told) => 'told' in message && message.for === id && resolve([message.told])
    copy.on('message', hear)
    const timer = setTimeout(() => resolve([]), patienceMs)
    copy.send({ tell: id } satisfies Ask, () => {})
    return promise.finally(() => {
      copy.off('message', hear)
      clearTimeout(timer)
    })
  }

  cluster.on('message', async (copy, message: Wanted | Told) => {
    if (!('wanted' in message)) return
    const told = await Promise.all([...listening].map(tellOf))
    const page = await AggregatorRegistry.aggregate(told.flat()).metrics()
    copy.send({ page, for: message.wanted } satisfies Page, () => {})
  })
}

/** Whom this is for may have ended: then this process ends as well. */
function send(message: Wanted | Told): void {
  process.send?.(message, undefined, undefined, () => {})
}
