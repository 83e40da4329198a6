import { availableParallelism } from 'node:os'
import type { AvifOptions, JpegOptions, WebpOptions } from 'sharp'

/** Bounds on what one photo may cost to decode. */
export interface DecodeLimits {
  /** Width times height of the original. 100 million is twice what the largest phone sensors deliver by default. */
  maxPixels: number
}

export const decodeLimits: DecodeLimits = { maxPixels: 100_000_000 }

/** Bounds that the pool keeps around a decoding process, whatever happens inside it. */
export interface RendererSettings {
  /** Processes, each with one photo at a time. */
  size: number
  /** Milliseconds from the moment a process is given a photo until it is killed. A 12 MP photo takes under 1,000. */
  timeoutMs: number
  /** Bytes of resident memory at which a process is killed. Measured peaks: 8 MP JPEG 160 MB, 16 MP HEIC 300 MB, 48 MP HEIC 620 MB. */
  maxMemory: number
  /** Photos after which a process is replaced, so that what a decoder leaks has an end: to start one takes up to a second of a core. */
  photosPerProcess: number
  limits: DecodeLimits
}

export const rendererSettings: RendererSettings = {
  size: availableParallelism(),
  timeoutMs: 20_000,
  maxMemory: 1_500_000_000,
  photosPerProcess: 1_000,
  limits: decodeLimits,
}

/** How hard the encoders try. `fast` and `lowest` are for a long queue (R4.6): less to encode, smaller files, softer pictures. */
export type QualityProfile = 'normal' | 'fast' | 'lowest'

interface EncoderSettings {
  JPEG: JpegOptions
  WEBP: WebpOptions
  AVIF: AvifOptions
}

/**
 * Measured on a 12 MP phone photo at 1080, one core: JPEG with mozjpeg's quantisation table 3 takes 24 ms (trellis: 83 ms for
 * 12 % fewer bytes), WebP effort 2 62 ms, AVIF effort 0 with 4:2:0 99 ms (effort 1: 416 ms for 5 % fewer bytes).
 */
export const encoders: Record<QualityProfile, EncoderSettings> = {
  normal: {
    JPEG: { quality: 80, progressive: true, optimiseScans: false, quantisationTable: 3 },
    WEBP: { quality: 80, effort: 2 },
    AVIF: { quality: 55, effort: 0, chromaSubsampling: '4:2:0' },
  },
  fast: {
    JPEG: { quality: 72, optimiseScans: false, quantisationTable: 3 },
    WEBP: { quality: 70, effort: 1 },
    AVIF: { quality: 45, effort: 0, chromaSubsampling: '4:2:0' },
  },
  lowest: {
    JPEG: { quality: 60, optimiseScans: false, quantisationTable: 3 },
    WEBP: { quality: 55, effort: 0 },
    AVIF: { quality: 35, effort: 0, chromaSubsampling: '4:2:0' },
  },
}
