import type { AvatarSize } from '@halide/schema/renditions.ts'
import type { AvatarStatus, ImageSize, OriginalStatus, PhotoFilter, PostStatus, UploadStatus } from './resolvers.gen.ts'

/** What resolvers pass on as a post: one that the viewer may see. */
export interface PostParent {
  id: bigint
  authorId: bigint
  caption: string
  status: PostStatus
  /** Made when it turned READY. */
  position: bigint | null
  failureCode: string | null
  failureMessage: string | null
  createdAt: Date
  /** Names the state of its photos' rows while the post is viral: what is cached under it is never stale. Null otherwise. */
  contentVersion: string | null
}

/** A photo of such a post. */
export interface PhotoParent {
  id: bigint
  postId: bigint
  altText: string
  filter: PhotoFilter | null
  edition: number
  width: number | null
  height: number | null
  blurhash: string | null
  /** Its author's account is private: the images are served by signed addresses only. */
  isPrivate: boolean
  /** Pixels of each size that was made; empty before the post is READY, since the media door shows no photo earlier. */
  images: Partial<Record<ImageSize, { width: number; height: number }>>
}

/** The uploaded file of a photo of the viewer's own. */
export interface OriginalPhotoParent {
  photoId: bigint
  status: OriginalStatus
  readyAt: Date | null
  url: string | null
  byteSize: number
  contentType: string
}

/** A story that the viewer may see; its id is its post's. */
export interface StoryParent {
  id: bigint
  authorId: bigint
  status: PostStatus
  failureCode: string | null
  failureMessage: string | null
  createdAt: Date
  expiresAt: Date | null
  viewerHasSeen: boolean
  /** The viewer is its author. */
  isOwn: boolean
}

export interface StoryReelParent {
  authorId: bigint
  hasUnseen: boolean
  expiresAt: Date
}

export interface ImageParent {
  photoId: bigint
  isPrivate: boolean
  edition: number
  size: ImageSize
  width: number
  height: number
}

/** The picture of an account that the viewer may see, in one size. */
export interface AvatarImageParent {
  avatarId: bigint
  size: AvatarSize
  width: number
  height: number
}

/** What becomes of the picture that the viewer set last. */
export interface AvatarUpdateParent {
  status: AvatarStatus
  failureCode: string | null
}

/** An upload of the viewer's own. */
export interface UploadParent {
  id: bigint
  postId: bigint
  status: UploadStatus
  expiresAt: Date
}

/** Only who it is: the user subgraph has the rest. */
export interface UserParent {
  id: bigint
}

/** Only which it is: the engagement subgraph has the rest. */
export interface CommentParent {
  id: bigint
}

/** Only which it is: the engagement subgraph has the rest, for moderators. */
export interface ModerationCaseParent {
  id: bigint
}

/** As a case. */
export interface ModerationActParent {
  id: bigint
}

/** Only which it is: the engagement subgraph has the rest, for its owner. */
export interface CollectionParent {
  id: bigint
}

/** Only which it is: the user subgraph has the rest, for whose it is. */
/** One of the jobs subgraph: a job, a run of one, or an admin's act. */
export interface JobParent {
  id: bigint
}
export type JobRunParent = JobParent
export type OperatorActParent = JobParent

export interface SignedInSessionParent {
  id: bigint
}

/** A name is all that there is to it; it exists whether anybody uses it or not. */
export interface HashtagParent {
  name: string
}

/** One in a list, with its place there. */
export interface ListedHashtag extends HashtagParent {
  place: bigint
}

export type NodeParent =
  | (PostParent & { __typename: 'Post' })
  | (PhotoParent & { __typename: 'Photo' })
  | (StoryParent & { __typename: 'Story' })
  | (UploadParent & { __typename: 'Upload' })
  | (UserParent & { __typename: 'User' })
  | (CommentParent & { __typename: 'Comment' })
  | (CollectionParent & { __typename: 'Collection' })
  | (ModerationCaseParent & { __typename: 'ModerationCase' })
  | (ModerationActParent & { __typename: 'ModerationAct' })
  | (JobParent & { __typename: 'Job' | 'JobRun' | 'OperatorAct' })
  | (SignedInSessionParent & { __typename: 'SignedInSession' })
  | (HashtagParent & { __typename: 'Hashtag' })
