import type { RenditionFormat } from '@halide/schema/renditions.ts'
import { Counter, Gauge, Histogram, latencyBuckets, type Registry } from '@halide/telemetry/registry.ts'
import type { MediaRefusal } from './refusals.ts'
import type { SendOutcome } from './send-object.ts'

export interface MediaMetrics {
  /** An upload was acknowledged; `seconds` from its first header. */
  uploadStored(bytes: number, seconds: number): void
  uploadRepeated(): void
  uploadRefused(code: MediaRefusal): void
  /** Bytes of all uploads that are held in memory now. */
  bytesInFlight(bytes: number): void
  /** An answer about an image ended; `format` null when it was refused before one was chosen. */
  imageAnswered(format: RenditionFormat | null, outcome: SendOutcome, seconds: number): void
  /** An answer to an author who wants an original ended. */
  originalAnswered(outcome: SendOutcome): void
}

export function createMediaMetrics(registry: Registry): MediaMetrics {
  const registers = [registry]
  const latency = new Histogram({
    name: 'instagram_upload_latency',
    help: 'Seconds from the first header of an upload to its acknowledgement.',
    buckets: latencyBuckets,
    registers,
  })
  const outcomes = new Counter({
    name: 'halide_uploads_total',
    help: 'Uploads by how they ended: stored, repeated, or the code of the refusal.',
    labelNames: ['outcome'],
    registers,
  })
  const successes = new Counter({ name: 'instagram_upload_success_total', help: 'Uploads acknowledged.', registers })
  const failures = new Counter({ name: 'instagram_upload_failure_total', help: 'Uploads refused.', registers })
  const received = new Counter({ name: 'halide_upload_bytes_total', help: 'Bytes of stored uploads.', registers })
  const inFlight = new Gauge({ name: 'halide_upload_bytes_in_flight', help: 'Bytes set aside for uploads.', registers })
  const images = new Counter({
    name: 'halide_images_total',
    help: 'Requests for images by format and outcome.',
    labelNames: ['format', 'outcome'],
    registers,
  })
  const originals = new Counter({
    name: 'halide_originals_total',
    help: 'Requests of authors for their originals by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const imageSeconds = new Histogram({
    name: 'halide_image_seconds',
    help: 'Seconds from the request of an image to its last byte.',
    labelNames: ['format'],
    buckets: latencyBuckets,
    registers,
  })
  return {
    uploadStored: (bytes, seconds) => {
      outcomes.inc({ outcome: 'stored' })
      successes.inc()
      received.inc(bytes)
      latency.observe(seconds)
    },
    uploadRepeated: () => {
      outcomes.inc({ outcome: 'repeated' })
      successes.inc()
    },
    uploadRefused: (code) => {
      outcomes.inc({ outcome: code.toLowerCase() })
      failures.inc()
    },
    bytesInFlight: (bytes) => inFlight.set(bytes),
    imageAnswered: (format, outcome, seconds) => {
      const label = format?.toLowerCase() ?? 'none'
      images.inc({ format: label, outcome })
      imageSeconds.observe({ format: label }, seconds)
    },
    originalAnswered: (outcome) => originals.inc({ outcome }),
  }
}
