import { collectDefaultMetrics, type Gauge, Registry } from 'prom-client'

export { AggregatorRegistry, Counter, Gauge, Histogram, type Registry } from 'prom-client'

/**
 * A process's own metrics, with those of Node itself. Each process declares its events in its `metrics.ts`. One that cannot be
 * collected, since what it asks does not answer, is absent from that answer: the others are wanted most just then.
 */
export function createRegistry(process: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ process })
  const register = registry.registerMetric.bind(registry)
  registry.registerMetric = (metric) => {
    outliveFailures(metric as Collected)
    register(metric)
  }
  collectDefaultMetrics({ register: registry })
  return registry
}

export interface MetricDescription {
  name: string
  type: string
  labels: readonly string[]
  help: string
}

/** What these declarations make, in their order; nothing is collected. */
export function describeMetrics(declare: (registry: Registry) => void): MetricDescription[] {
  const registry = new Registry()
  declare(registry)
  const metrics = registry.getMetricsAsArray() as unknown as (Omit<MetricDescription, 'labels'> &
    Pick<Collected, 'labelNames'>)[]
  return metrics.map(({ name, type, labelNames, help }) => ({ name, type, labels: labelNames, help }))
}

/** Seconds; from a cache hit to the 45 s that a photo may take under load. */
export const latencyBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 45]

/** What the library's types leave out. */
type Collected = Gauge & { collect?: () => unknown; labelNames: string[] }

function outliveFailures(metric: Collected): void {
  const { collect } = metric
  if (!collect) return
  metric.collect = async () => {
    try {
      await collect.call(metric)
    } catch {
      // A reset one without labels would say 0.
      if (metric.labelNames.length > 0) metric.reset()
      else metric.remove()
    }
  }
}
