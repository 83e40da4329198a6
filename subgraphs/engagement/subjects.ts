import { decodeId, encodeId } from '@halide/schema/ids.ts'
import { refuse, requireViewer, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'

export type SubjectKind = keyof typeof idKinds

/** What is reported, and decided about. */
export interface Subject {
  kind: SubjectKind
  id: bigint
}

const idKinds = { POST: 'post', STORY: 'story', COMMENT: 'comment', USER: 'user' } as const

/** Null when the id is of nothing that can be reported. */
export function decodeSubject(globalId: string): Subject | null {
  for (const kind of Object.keys(idKinds) as SubjectKind[]) {
    const id = decodeId(idKinds[kind], globalId)
    if (id !== null) return { kind, id }
  }
  return null
}

export function encodeSubject({ kind, id }: Subject): string {
  return encodeId(idKinds[kind], id)
}

export function isModerator({ viewer }: Pick<EngagementContext, 'viewer'>): boolean {
  return viewer !== null && viewer.role !== 'USER'
}

/** Refuses all but moderators and admins. */
export function requireModerator(ctx: Pick<EngagementContext, 'viewer'>): Viewer {
  const viewer = requireViewer(ctx)
  return isModerator(ctx) ? viewer : refuse('FORBIDDEN')
}

/** Code points of a note. */
const longestNote = 1_000

/** Whether a note can be stored. */
export function isNote(note: string): boolean {
  return [...note].length <= longestNote && !note.includes('\0')
}
