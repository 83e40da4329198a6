import {
  type Attributes,
  context,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { z } from 'zod'

/** For the `env.ts` of every process: `z.object({ ...traceEnv })`. */
export const traceEnv = {
  /** Of a collector, without `/v1/traces`. Without it nothing is traced, and no library for it is loaded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** The share of requests, and of jobs that no request caused, that is traced. */
  TRACE_SAMPLE: z.coerce.number().min(0).max(1).default(0.05),
}

export type TraceSettings = z.infer<z.ZodObject<typeof traceEnv>>

/** Of W3C Trace Context. Believed from the gateway alone: a stranger's would choose what is sampled. */
export const traceparentHeader = 'traceparent'

const tracer = trace.getTracer('halide')
/** What there is where nothing is traced. */
const unheard = trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
let flush: (() => Promise<void>) | undefined

/** Sends this process's spans to the collector of the settings; once, before the first one. Does nothing where none is set. */
export async function startTraces(
  service: string,
  { OTEL_EXPORTER_OTLP_ENDPOINT: collector, TRACE_SAMPLE: share }: TraceSettings,
): Promise<void> {
  if (collector === undefined) return
  const { startSdk } = await import('./traces-sdk.ts')
  flush = startSdk(service, `${collector.replace(/\/$/, '')}/v1/traces`, share)
}

/** Sends what is still to be sent: the process ends. */
export async function stopTraces(): Promise<void> {
  await flush?.()
}

export interface TracedOptions {
  kind?: keyof typeof SpanKind
  /** Of what caused it, in another process: `null` begins a trace of its own. What is under way in this process unless given. */
  causedBy?: string | null
}

/** Runs `work` as a span, within the one that is under way. A failure is noted in it and thrown on. */
export async function traced<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
  { kind = 'INTERNAL', causedBy }: TracedOptions = {},
): Promise<T> {
  if (!flush) return work(unheard)
  const parent = causedBy === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, carrierOf(causedBy))
  return tracer.startActiveSpan(name, { kind: SpanKind[kind], attributes }, parent, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error))
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** Gives the span under way the name that is known only now. */
export function nameSpan(name: string): void {
  trace.getActiveSpan()?.updateName(name)
}

/** The span under way, as W3C Trace Context writes it, for whom it causes to do something; undefined where nothing is traced. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent
}

/** The trace that the process is in, if it is one that is sent: for log lines. */
export function traceIdInLog(): { traceId?: string } {
  const span = trace.getActiveSpan()?.spanContext()
  return span && isSpanContextValid(span) && span.traceFlags & TraceFlags.SAMPLED ? { traceId: span.traceId } : {}
}

function carrierOf(traceparent: string | null): { traceparent?: string } {
  return traceparent === null ? {} : { traceparent }
}
