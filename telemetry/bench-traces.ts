import { performance } from 'node:perf_hooks'
import { startTraces, traced } from './traces.ts'

// What a span costs: `node telemetry/bench-traces.ts`. Nobody listens where they are sent, so that sending is counted as far as it goes.

const calls = 200_000
const nothing = async () => {}

async function nanosecondsACall(work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < calls / 10; i++) await work()
  const begun = performance.now()
  for (let i = 0; i < calls; i++) await work()
  return ((performance.now() - begun) * 1e6) / calls
}

const span = () => traced('bench', { 'halide.request_id': 'bench' }, nothing)
const without = await nanosecondsACall(nothing)
const off = await nanosecondsACall(span)
await startTraces('bench', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', TRACE_SAMPLE: 0 })
const unsampled = await nanosecondsACall(span)
const rows = { 'no span': without, 'traces off': off, 'on, not sampled': unsampled }
for (const [name, ns] of Object.entries(rows))
  process.stdout.write(`${name.padEnd(16)} ${ns.toFixed(0).padStart(6)} ns a call\n`)
process.exit(0)
