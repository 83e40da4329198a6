import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { until } from './until.ts'

export interface CollectedSpan {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  name: string
  service: string
  /** Milliseconds since 1970. */
  startedAt: number
  endedAt: number
  attributes: Readonly<Record<string, unknown>>
}

/** Takes the spans of every process, as a collector of OpenTelemetry does: OTLP over HTTP, in JSON. */
export interface Collector {
  /** Settings of the processes: every request is traced. */
  env: Record<string, string>
  /** The first that is as wanted, waited for. */
  span(isWanted: (span: CollectedSpan) => boolean): Promise<CollectedSpan>
  /** Whom it was caused by, the first of all first, and itself. */
  wayTo(span: CollectedSpan): CollectedSpan[]
  /** All spans of a trace, in the order in which they began. */
  trace(traceId: string): CollectedSpan[]
  /** A trace as lines: what caused what, where, after how many milliseconds, and for how long. */
  draw(traceId: string): string[]
  stop(): Promise<void>
}

export async function startCollector(): Promise<Collector> {
  const spans = new Map<string, CollectedSpan>()
  const server = createServer(async (request, response) => {
    const sent = JSON.parse(await text(request)) as OtlpTraces
    for (const span of spansOf(sent)) spans.set(span.spanId, span)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  const trace = (traceId: string) =>
    [...spans.values()].filter((span) => span.traceId === traceId).sort((a, b) => a.startedAt - b.startedAt)

  return {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, TRACE_SAMPLE: '1' },
    async span(isWanted) {
      let found: CollectedSpan | undefined
      await until(async () => {
        found = [...spans.values()].find(isWanted)
        return found !== undefined
      })
      return found!
    },
    wayTo(span) {
      const way = [span]
      for (let cause = spans.get(span.parentSpanId ?? ''); cause; cause = spans.get(cause.parentSpanId ?? ''))
        way.unshift(cause)
      return way
    },
    trace,
    draw(traceId) {
      const all = trace(traceId)
      const begun = all[0]?.startedAt ?? 0
      const below = (parent: string | undefined, depth: number): string[] =>
        all
          .filter(({ parentSpanId }) => parentSpanId === parent)
          .flatMap((span) => {
            const after = (span.startedAt - begun).toFixed(0).padStart(6)
            const lasted = (span.endedAt - span.startedAt).toFixed(1).padStart(7)
            const service = span.service.replace('halide-', '').padEnd(10)
            return [
              `${after} ms ${lasted} ms  ${service} ${'  '.repeat(depth)}${span.name}`,
              ...below(span.spanId, depth + 1),
            ]
          })
      return [`trace ${traceId}`, ...below(undefined, 0)]
    },
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

interface OtlpTraces {
  resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

interface OtlpSpan extends Pick<CollectedSpan, 'traceId' | 'spanId' | 'name'> {
  parentSpanId?: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes?: OtlpAttribute[]
}

interface OtlpAttribute {
  key: string
  value: Record<string, unknown>
}

function spansOf({ resourceSpans }: OtlpTraces): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name'])
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, startTimeUnixNano, endTimeUnixNano, attributes = [] }) => ({
        traceId,
        spanId,
        parentSpanId: parentSpanId || undefined,
        name,
        service,
        startedAt: Number(startTimeUnixNano) / 1e6,
        endedAt: Number(endTimeUnixNano) / 1e6,
        attributes: valuesOf(attributes),
      })),
    )
  })
}

function valuesOf(attributes: readonly OtlpAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
