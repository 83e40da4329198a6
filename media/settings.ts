import { defaultMaxUploadBytes } from '@halide/schema/limits.ts'

/** What the bytes door allows; each is a setting of `env.ts`. */
export interface MediaLimits {
  /** Largest upload, in bytes. */
  maxUploadBytes: number
  /** Bytes of all uploads held in memory at once; an upload beyond that is told to come back. */
  maxBytesInFlight: number
  /** How long the bytes of one upload may take. */
  uploadTimeoutMs: number
  /** How long a client may send nothing before its upload is given up. */
  uploadIdleMs: number
  /** For how long an image that was public a moment ago counts as public: the delay of a deletion at this door. */
  visibilityTtlMs: number
  /** Of renditions and pictures of accounts that are kept in memory, those asked for last; 0 for none. */
  imageMemoryBytes: number
  /** How long from its loss a region that is being started again is waited for, by readers of what only that one has; 0 not at all. */
  storageGraceMs: number
}

export const defaultLimits: MediaLimits = {
  maxUploadBytes: defaultMaxUploadBytes,
  maxBytesInFlight: 256 * 1024 * 1024,
  uploadTimeoutMs: 300_000,
  uploadIdleMs: 20_000,
  visibilityTtlMs: 3_000,
  imageMemoryBytes: 64 * 1024 * 1024,
  storageGraceMs: 5_000,
}
