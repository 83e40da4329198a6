import type { Connection, Viewer } from '@halide/subgraph-kit/index.ts'
import type { ModerationAction, NotificationKind, ReportReason } from './resolvers.gen.ts'
import type { SubjectKind } from './subjects.ts'

/** A post that the viewer may see, with what the viewer finds at it. */
export interface FoundPost {
  id: bigint
  likes: number
  comments: number
  /** Up to what GraphQL's Int can say. */
  views: number
  /** By the viewer. */
  isLiked: boolean
  /** By the viewer. */
  isSaved: boolean
  takesComments: boolean
}

/** A post that was found, or one that is just named: by a comment on it, say. */
export type PostParent = FoundPost | { id: bigint }

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

/** Belongs to the post subgraph; here only an id. */
export interface StoryParent {
  id: bigint
}

/** Belongs to the user subgraph; here only an id. */
export interface UserParent {
  id: bigint
}

/** What was reported, for moderators. */
export interface ModerationCaseParent {
  id: bigint
  kind: SubjectKind
  subjectId: bigint
  place: bigint
  text: string | null
  isHidden: boolean
  openedAt: Date
  closedAt: Date | null
}

export interface ReportParent {
  id: bigint
  caseId: bigint
  reporterId: bigint
  reason: ReportReason
  note: string
  createdAt: Date
}

export interface ModerationActParent {
  id: bigint
  caseId: bigint
  action: ModerationAction
  moderatorId: bigint
  subjectKind: SubjectKind
  subjectId: bigint
  note: string
  createdAt: Date
}

export type ReportSubjectParent =
  | (PostParent & { __typename: 'Post' })
  | (StoryParent & { __typename: 'Story' })
  | (CommentParent & { __typename: 'Comment' })
  | (UserParent & { __typename: 'User' })
