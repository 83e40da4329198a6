import type { Connection, Viewer } from '@halide/subgraph-kit/index.ts'
import type { NotificationKind } from './resolvers.gen.ts'

/** A post that the viewer may see, or one just named by a comment on it. */
export interface PostParent {
  id: bigint
}

export interface CommentParent {
  id: bigint
  postId: bigint
  authorId: bigint
  text: string
  createdAt: Date
  /** The comment that starts the thread; null for one that does. */
  threadId: bigint | null
  replyToId: bigint | null
}

/** Of somebody whom the viewer may see. */
export interface MentionParent {
  commentId: bigint
  userId: bigint
  start: number
  end: number
}

/** One of the viewer's own. */
export interface CollectionParent {
  id: bigint
  name: string
  createdAt: Date
}

/** One of the viewer's, about what the viewer may see, done by people whom the viewer may see. */
export interface NotificationParent {
  id: bigint
  kind: NotificationKind
  /** The latest first, at least one. */
  actorIds: bigint[]
  count: number
  postId: bigint | null
  commentId: bigint | null
  happenedAt: Date
  isRead: boolean
}

/** With what asks for more than the page has. */
export interface NotificationConnectionParent extends Connection<NotificationParent> {
  viewer: Viewer
}

/** Belongs to the user subgraph; here only an id. */
export interface UserParent {
  id: bigint
}
