/** Every way in which the object store fails its caller. */
export const storageFaults = {
  UNAVAILABLE: 'The store does not answer. Another attempt may succeed.',
  BUSY: 'Another attempt is writing the key. A later one may succeed.',
  DAMAGED: 'The bytes are not those of their checksum.',
  KEY_TAKEN: 'The key belongs to other bytes, or to a deleted object. Keys are never used again.',
  ARCHIVED: 'The object lies in an archive class and must be restored first.',
  RESTORING: 'The object is being thawed out of its archive. An attempt at the time that the fault names may succeed.',
  REFUSED: 'The store refuses: wrong credentials, no such bucket, or an operation it does not know.',
} as const

export type StorageFaultCode = keyof typeof storageFaults

export class StorageFault extends Error {
  override name = 'StorageFault'
  readonly code: StorageFaultCode

  constructor(code: StorageFaultCode, what: string, cause?: unknown) {
    const reason = cause instanceof Error ? `: ${cause.name}: ${cause.message}` : ''
    super(`${code} ${what}${reason}`, { cause })
    this.code = code
  }
}

/** No copy can be read before it is thawed, which has begun. */
export class RestoringFault extends StorageFault {
  override name = 'RestoringFault'
  /** When it should be through: an estimate. */
  readonly readyAt: Date

  constructor(key: string, readyAt: Date) {
    super('RESTORING', `${key}, until about ${readyAt.toISOString()}`)
    this.readyAt = readyAt
  }

  /** Milliseconds until then, by the clock that foresaw it. */
  waitMs(): number {
    return Math.max(0, this.readyAt.getTime() - Date.now())
  }
}

const damaged = new Set(['BadDigest', 'InvalidDigest', 'XAmzContentSHA256Mismatch', 'XAmzContentChecksumMismatch'])

/** The fault behind an error of the SDK. `what` names the operation and key, for the log. */
export function faultOf(error: unknown, what: string): StorageFault {
  if (error instanceof StorageFault) return error
  const status = statusOf(error)
  const name = error instanceof Error ? error.name : ''
  if (damaged.has(name)) return new StorageFault('DAMAGED', what, error)
  if (name === 'InvalidObjectState') return new StorageFault('ARCHIVED', what, error)
  const refused = status !== undefined && ((status >= 400 && status < 500 && status !== 429) || status === 501)
  return new StorageFault(refused ? 'REFUSED' : 'UNAVAILABLE', what, error)
}

/** The HTTP status with which a store answered, if it answered at all. */
export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode
}
