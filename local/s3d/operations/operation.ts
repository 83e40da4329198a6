import type { S3Request } from '../http/request.ts'
import type { S3Response } from '../http/response.ts'
import type { Store } from '../store/store.ts'

/** What operations work with, besides the request. */
export interface Context {
  store: Store
  /** Milliseconds since the epoch. */
  now: () => number
  /** How long a restore out of an archive class takes, in ms. */
  restoreDelayMs: number
  /** How long a day of a restored copy's life lasts, in ms. Shorter only in tests. */
  restoreDayMs: number
}

export type Operation = (context: Context, request: S3Request) => Promise<S3Response>
