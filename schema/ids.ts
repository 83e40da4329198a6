/**
 * Ids are 64-bit and time-ordered, made in Postgres by `next_id()`: milliseconds since `idEpoch` (41 bits), shard (13), sequence (10).
 * On the API they are opaque and typed, `post_3kf9…`: a kind, an underscore, the number in base 36.
 */
export const idEpoch = Date.UTC(2025, 0, 1)

/** Every kind of id, with the GraphQL type that it names. */
export const idKinds = {
  user: 'User',
  post: 'Post',
  story: 'Story',
  photo: 'Photo',
  upload: 'Upload',
  comment: 'Comment',
  session: 'SignedInSession',
  notification: 'Notification',
  collection: 'Collection',
  case: 'ModerationCase',
  report: 'Report',
  act: 'ModerationAct',
  avatar: 'AvatarImage',
  export: 'DataExport',
  job: 'Job',
  run: 'JobRun',
  operation: 'OperatorAct',
} as const

export type IdKind = keyof typeof idKinds
export type GlobalId<K extends IdKind = IdKind> = `${K}_${string}`

const largest = (1n << 63n) - 1n

export function encodeId<K extends IdKind>(kind: K, id: bigint): GlobalId<K> {
  return `${kind}_${id.toString(36)}`
}

/** The number behind a global id of this kind, or null when the text is anything else. */
export function decodeId(kind: IdKind, globalId: string): bigint | null {
  const prefix = `${kind}_`
  if (!globalId.startsWith(prefix)) return null
  const digits = globalId.slice(prefix.length)
  if (!/^(0|[1-9a-z][0-9a-z]{0,12})$/.test(digits)) return null
  // Halves that a number holds exactly.
  const [high, low] = [digits.slice(0, -7), digits.slice(-7)]
  const id = BigInt(Number.parseInt(high || '0', 36)) * 36n ** 7n + BigInt(Number.parseInt(low, 36))
  return id <= largest ? id : null
}

/** The kind that a global id claims to be, or null. */
export function kindOf(globalId: string): IdKind | null {
  const kind = globalId.slice(0, globalId.indexOf('_'))
  return Object.hasOwn(idKinds, kind) ? (kind as IdKind) : null
}

/** Milliseconds since 1970 at which an id was made. */
export function timeOfId(id: bigint): number {
  return Number(id >> 23n) + idEpoch
}

/** The smallest id that can be made at a time, in milliseconds since 1970. */
export function firstIdAt(time: number): bigint {
  return BigInt(Math.max(0, time - idEpoch)) << 23n
}
