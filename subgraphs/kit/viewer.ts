import type { Caller, Passport } from '@halide/schema/passport.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { refuse } from './refuse.ts'

/** Who is signed in, as the gateway verified it. */
export interface Viewer {
  userId: bigint
  sessionId: bigint
  role: 'USER' | 'MODERATOR' | 'ADMIN'
}

/** What the kit knows of a request; every subgraph's context has it. */
export interface RequestContext {
  viewer: Viewer | null
  caller: Caller
  /** The same from the gateway to the jobs. */
  requestId: string
  /** Writes the request's id with every line. */
  log: Logger
}

/** The signed-in viewer. Refuses UNAUTHENTICATED when there is none. */
export function requireViewer({ viewer }: Pick<RequestContext, 'viewer'>): Viewer {
  return viewer ?? refuse('UNAUTHENTICATED')
}

/** The viewer that a passport names. */
export function viewerOf({ viewer }: Pick<Passport, 'viewer'>): Viewer | null {
  return viewer && { userId: BigInt(viewer.userId), sessionId: BigInt(viewer.sessionId), role: viewer.role }
}
