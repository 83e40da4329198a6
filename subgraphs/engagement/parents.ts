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

/** One of the viewer's, about a post that the viewer may see. */
export interface NotificationParent {
  id: bigint
  kind: NotificationKind
  actorId: bigint
  postId: bigint
  createdAt: Date
  readAt: Date | null
}

/** Belongs to the user subgraph; here only an id. */
export interface UserParent {
  id: bigint
}
