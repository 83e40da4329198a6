import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UploadParent, PostParent, PhotoParent, ImageParent, OriginalPhotoParent, AvatarImageParent, AvatarUpdateParent, StoryParent, StoryReelParent, UserParent, CommentParent, HashtagParent, ModerationCaseParent, ModerationActParent, CollectionParent, SignedInSessionParent, JobParent, JobRunParent, OperatorActParent, NodeParent } from './parents.ts';
import type { PostContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, as ISO 8601 in UTC with milliseconds. */
  DateTime: { input: Date; output: Date; }
  /** An absolute http or https address. */
  URL: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** An account's picture in one size. */
export type AvatarImage = {
  /** Pixels. */
  height: Scalars['Int']['output'];
  /** Without a format, the address whose answer is the best format that the client's `Accept` header allows. Another picture has another address. */
  url: Scalars['URL']['output'];
  /** Pixels. */
  width: Scalars['Int']['output'];
};


/** An account's picture in one size. */
export type AvatarImageUrlArgs = {
  format?: InputMaybe<ImageFormat>;
};

/** The sizes in which an account's picture is served, as squares. A small one is not enlarged. */
export type AvatarSize =
  /** 320 pixels. */
  | 'LARGE'
  /** 64 pixels. */
  | 'SMALL';

/** The life of an account's picture. */
export type AvatarStatus =
  /** It could not be processed; see `failure`. */
  | 'FAILED'
  | 'PROCESSING'
  /** Visible to others. */
  | 'READY';

/** What becomes of a picture that was set. */
export type AvatarUpdate = {
  /** Why it FAILED; null otherwise. */
  failure: Maybe<PostFailure>;
  status: AvatarStatus;
};

export type Collection = Node & {
  id: Scalars['ID']['output'];
};

export type Comment = Node & {
  id: Scalars['ID']['output'];
};

export type CreatePostInput = {
  /** Up to 2,200 characters. */
  caption?: Scalars['String']['input'];
  /** Any text of up to 100 characters; the same key again returns the first answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 10, in the order to show. */
  photos: Array<PostPhotoInput>;
};

/** Answer to `createPost`. */
export type CreatePostPayload = {
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type CreateStoryInput = {
  /** Any text of up to 100 characters; the same key again returns the first answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  photo: PostPhotoInput;
};

/** Answer to `createStory`. */
export type CreateStoryPayload = {
  story: Maybe<Story>;
  userErrors: Array<UserError>;
};

export type CreateUploadInput = {
  /** Bytes of the file. */
  byteSize: Scalars['Int']['input'];
  /** Like `image/jpeg`. What the file really is, is found out by looking at it. */
  contentType: Scalars['String']['input'];
  /** Any text of up to 100 characters; the same key again returns the first answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** MD5 of the file: 32 hexadecimal digits, or base64. */
  md5: Scalars['String']['input'];
  /** For the second and further photos of a post: the `postId` of the first upload. */
  postId?: InputMaybe<Scalars['ID']['input']>;
};

/** Answer to `createUpload`. */
export type CreateUploadPayload = {
  upload: Maybe<Upload>;
  userErrors: Array<UserError>;
};

export type DeletePostInput = {
  postId: Scalars['ID']['input'];
};

/** Answer to `deletePost`. */
export type DeletePostPayload = {
  deletedPostId: Maybe<Scalars['ID']['output']>;
  receipt: Maybe<DeletionReceipt>;
  userErrors: Array<UserError>;
};

export type DeleteStoryInput = {
  storyId: Scalars['ID']['input'];
};

/** Answer to `deleteStory`. */
export type DeleteStoryPayload = {
  deletedStoryId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

/** Where a deleted post still lies. Delete it again to see how far it is. */
export type DeletionReceipt = {
  /** Copies of its images in the caches before Halide. */
  cdn: DeletionState;
  /** DONE: no answer shows the post any more. */
  database: DeletionState;
  /** From then on objects and rows are destroyed; until then an admin can restore the post. */
  destroyedAfter: Scalars['DateTime']['output'];
  /** Its places in feeds that are kept ready. Readers do not see it there meanwhile. */
  feeds: DeletionState;
  /** Its original and served images, and its rows. */
  objects: DeletionState;
};

/** How far a deletion is in one layer. */
export type DeletionState =
  | 'DONE'
  /** Being done. */
  | 'PENDING'
  /** At a time that is set. */
  | 'SCHEDULED';

export type FollowHashtagInput = {
  /** With or without the #. */
  name: Scalars['String']['input'];
};

/** Answer to `followHashtag`. */
export type FollowHashtagPayload = {
  /** The hashtag that is now followed. */
  hashtag: Maybe<Hashtag>;
  userErrors: Array<UserError>;
};

/** A word after a # in captions. */
export type Hashtag = Node & {
  id: Scalars['ID']['output'];
  /** Lower case, without the #. */
  name: Scalars['String']['output'];
  /** Of the latest 1,000 posts with it, how many everybody may see. */
  postCount: Scalars['Int']['output'];
  /**
   * Posts with it that the viewer may see, the latest published first, without those of muted accounts. A page may be short, or empty,
   * while there is a next one.
   */
  posts: PostConnection;
  /** Whether the viewer follows this hashtag; false when not signed in. */
  viewerIsFollowing: Scalars['Boolean']['output'];
};


/** A word after a # in captions. */
export type HashtagPostsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of hashtags. */
export type HashtagConnection = {
  edges: Array<HashtagEdge>;
  pageInfo: PageInfo;
};

/** One hashtag in a page. */
export type HashtagEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<Hashtag>;
};

/** A photo in one size. */
export type Image = {
  /** Pixels. */
  height: Scalars['Int']['output'];
  /** Without a format, the address whose answer is the best format that the client's `Accept` header allows. */
  url: Scalars['URL']['output'];
  /** Pixels. */
  width: Scalars['Int']['output'];
};


/** A photo in one size. */
export type ImageUrlArgs = {
  format?: InputMaybe<ImageFormat>;
};

/** The formats in which photos are served. */
export type ImageFormat =
  | 'AVIF'
  | 'JPEG'
  | 'WEBP';

/** The sizes in which photos are served. A photo is never enlarged. */
export type ImageSize =
  /** Long edge 1080 pixels. */
  | 'LARGE'
  /** Long edge 640 pixels. */
  | 'MEDIUM'
  /** A square of 150 pixels, cropped. */
  | 'THUMBNAIL';

export type Job = Node & {
  id: Scalars['ID']['output'];
};

export type JobRun = Node & {
  id: Scalars['ID']['output'];
};

export type MarkStorySeenInput = {
  storyId: Scalars['ID']['input'];
};

/** Answer to `markStorySeen`. */
export type MarkStorySeenPayload = {
  story: Maybe<Story>;
  userErrors: Array<UserError>;
};

export type ModerationAct = Node & {
  id: Scalars['ID']['output'];
};

export type ModerationCase = Node & {
  id: Scalars['ID']['output'];
};

export type Mutation = {
  /** Publishes 1 to 10 uploaded photos. The post answers PROCESSING and turns READY by itself; under load some minutes later, see `Post.notice`. */
  createPost: CreatePostPayload;
  /** Publishes one uploaded photo as a story. It answers PROCESSING, turns READY by itself, and is gone a day after that. */
  createStory: CreateStoryPayload;
  /** Asks for an address to send the bytes of one photo to. */
  createUpload: CreateUploadPayload;
  /** Deletes the viewer's own post. It is gone from every feed and field on the next read. */
  deletePost: DeletePostPayload;
  /** Deletes the viewer's own story. It is gone from every field on the next read. */
  deleteStory: DeleteStoryPayload;
  /** Follows a hashtag. Doing it again changes nothing. */
  followHashtag: FollowHashtagPayload;
  /** Tells a story's author that the viewer has looked at it. Again, it changes nothing. */
  markStorySeen: MarkStorySeenPayload;
  /** Takes the viewer's picture away, and destroys it. Doing it again changes nothing. */
  removeAvatar: RemoveAvatarPayload;
  /** Brings a deleted post back before it is destroyed. For admins. */
  restorePost: RestorePostPayload;
  /**
   * Makes an upload the viewer's picture: the middle of it, as a square. The one before it is shown until the new one is ready, and then
   * destroyed.
   */
  setAvatar: SetAvatarPayload;
  /** Stops following a hashtag. Doing it again changes nothing. */
  unfollowHashtag: UnfollowHashtagPayload;
};


export type MutationCreatePostArgs = {
  input: CreatePostInput;
};


export type MutationCreateStoryArgs = {
  input: CreateStoryInput;
};


export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};


export type MutationDeletePostArgs = {
  input: DeletePostInput;
};


export type MutationDeleteStoryArgs = {
  input: DeleteStoryInput;
};


export type MutationFollowHashtagArgs = {
  input: FollowHashtagInput;
};


export type MutationMarkStorySeenArgs = {
  input: MarkStorySeenInput;
};


export type MutationRestorePostArgs = {
  input: RestorePostInput;
};


export type MutationSetAvatarArgs = {
  input: SetAvatarInput;
};


export type MutationUnfollowHashtagArgs = {
  input: UnfollowHashtagInput;
};

/** Anything with a global id, so that `node` can find it again. */
export type Node = {
  /** Opaque, and unique among all types. */
  id: Scalars['ID']['output'];
};

export type OperatorAct = Node & {
  id: Scalars['ID']['output'];
};

/** The file of a photo as its author uploaded it. */
export type OriginalPhoto = {
  /** Bytes of the file. */
  byteSize: Scalars['Int']['output'];
  /** As it was declared with the upload. */
  contentType: Scalars['String']['output'];
  /** While RESTORING: about when it will be AVAILABLE; null otherwise. */
  readyAt: Maybe<Scalars['DateTime']['output']>;
  status: OriginalStatus;
  /** While AVAILABLE: where to GET the file, for ten minutes. The address is the right to do so: keep it secret. */
  url: Maybe<Scalars['URL']['output']>;
};

/** Whether a file can be fetched. */
export type OriginalStatus =
  | 'AVAILABLE'
  /** It was not read for long, lies in an archive, and is being brought back. */
  | 'RESTORING';

/** Where a page ends, and whether there is more. */
export type PageInfo = {
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

/** One photo of a post. */
export type Photo = Node & {
  altText: Scalars['String']['output'];
  /** A placeholder to show while the image loads (blurha.sh); null until processed, and for longer under extreme load. */
  blurhash: Maybe<Scalars['String']['output']>;
  filter: Maybe<PhotoFilter>;
  /** Pixels of the original, upright; null until processed. */
  height: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** One of the served sizes; null until processed. Of a photo made under load, MEDIUM is LARGE until it is made anew. */
  image: Maybe<Image>;
  /** The file as it was uploaded; null for all but its author. Asking for one that is archived brings it back: up to 10 at once. */
  original: Maybe<OriginalPhoto>;
  /** Pixels of the original, upright; null until processed. */
  width: Maybe<Scalars['Int']['output']>;
};


/** One photo of a post. */
export type PhotoImageArgs = {
  size?: ImageSize;
};

/** A look, applied when the photo is processed. */
export type PhotoFilter =
  | 'CLARENDON'
  | 'GINGHAM'
  | 'JUNO'
  | 'LARK'
  | 'MOON'
  | 'NASHVILLE'
  | 'REYES'
  | 'VALENCIA';

/** One to ten photos with a caption. Only its author sees it before it is READY. */
export type Post = Node & {
  author: User;
  caption: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** Why the post FAILED; null otherwise. */
  failure: Maybe<PostFailure>;
  /** The hashtags in the caption, each once, in their order: up to 30. */
  hashtags: Array<Hashtag>;
  id: Scalars['ID']['output'];
  /** For people, in English: why a PROCESSING post takes longer than usual; null when nothing is unusual. */
  notice: Maybe<Scalars['String']['output']>;
  /** In the author's order. */
  photos: Array<Photo>;
  /** When it turned READY: the time by which feeds are ordered. */
  publishedAt: Maybe<Scalars['DateTime']['output']>;
  status: PostStatus;
};

/** A page of posts. */
export type PostConnection = {
  edges: Array<PostEdge>;
  pageInfo: PageInfo;
};

/** One post in a page. */
export type PostEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the post has gone since. */
  node: Maybe<Post>;
};

/** Why a post could not be made ready. */
export type PostFailure = {
  code: PostFailureCode;
  /** For people, in English. */
  message: Scalars['String']['output'];
};

/** Every reason for which a photo cannot be processed. */
export type PostFailureCode =
  /** The image cannot be read. */
  | 'CORRUPT_IMAGE'
  /** The uploaded bytes are no longer there. */
  | 'ORIGINAL_MISSING'
  /** Processing failed for another reason, after every retry. */
  | 'PROCESSING_FAILED'
  /** Decoding took longer or needed more memory than the limit. */
  | 'TOO_COSTLY'
  /** The image has more pixels than the limit. */
  | 'TOO_MANY_PIXELS'
  /** The file is no image, or of a kind that is not accepted. */
  | 'UNSUPPORTED_FORMAT';

export type PostPhotoInput = {
  /** For those who cannot see the photo. Up to 1,000 characters. */
  altText?: Scalars['String']['input'];
  filter?: InputMaybe<PhotoFilter>;
  uploadId: Scalars['ID']['input'];
};

/** The life of a post. */
export type PostStatus =
  /** At least one photo could not be processed; see `failure`. */
  | 'FAILED'
  /** Accepted and safe; its photos are being made ready. */
  | 'PROCESSING'
  /** Visible to others. */
  | 'READY';

export type Query = {
  /** How far the picture is that the viewer set last; null when there is none. */
  avatarUpdate: Maybe<AvatarUpdate>;
  /** Hashtags that the viewer follows, the latest first. */
  followedHashtags: HashtagConnection;
  /** A hashtag by its name, with or without the #; null when the text cannot be one. One that nobody uses has no posts. */
  hashtag: Maybe<Hashtag>;
  /** Whatever has this global id, or null. */
  node: Maybe<Node>;
  /** The same for up to 100 ids, in the order asked. */
  nodes: Array<Maybe<Node>>;
  /** A post by its global id; null when it is deleted, not ready for others, or never was. */
  post: Maybe<Post>;
  /** Hashtags that begin so, with posts that the viewer may see: the exact one first, then those used most lately. Up to 100 in all. */
  searchHashtags: HashtagConnection;
  /**
   * Whose stories the viewer has to look at: the viewer's own first, then of those the viewer follows who has one that is not seen yet,
   * then the others, each by the latest story. Not the muted. `first` up to 100.
   */
  storyTray: Array<StoryReel>;
};


export type QueryFollowedHashtagsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryHashtagArgs = {
  name: Scalars['String']['input'];
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryPostArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySearchHashtagsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  prefix: Scalars['String']['input'];
};


export type QueryStoryTrayArgs = {
  first?: Scalars['Int']['input'];
};

/** Answer to `removeAvatar`. */
export type RemoveAvatarPayload = {
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type RestorePostInput = {
  postId: Scalars['ID']['input'];
};

/** Answer to `restorePost`. */
export type RestorePostPayload = {
  restoredPostId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

export type SetAvatarInput = {
  /** As for a photo; a photo of a post is no picture of an account, nor the other way round. */
  uploadId: Scalars['ID']['input'];
};

/** Answer to `setAvatar`. */
export type SetAvatarPayload = {
  avatarUpdate: Maybe<AvatarUpdate>;
  userErrors: Array<UserError>;
};

export type SignedInSession = Node & {
  id: Scalars['ID']['output'];
};

/** One photo that is shown for a day. Only its author sees it before it is READY. */
export type Story = Node & {
  author: User;
  createdAt: Scalars['DateTime']['output'];
  /** From then on nobody sees it; null before it is READY. A FAILED one leaves its author's list then. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Why the story FAILED; null otherwise. */
  failure: Maybe<PostFailure>;
  id: Scalars['ID']['output'];
  /** For people, in English: why a PROCESSING story takes longer than usual; null when nothing is unusual. */
  notice: Maybe<Scalars['String']['output']>;
  /** Its images are served until the story expires. */
  photo: Maybe<Photo>;
  status: PostStatus;
  /** How many have seen it, its author not counted; null for all but its author. */
  viewerCount: Maybe<Scalars['Int']['output']>;
  /** Whether the viewer has marked it as seen; false for who is not signed in, true for its author. */
  viewerHasSeen: Scalars['Boolean']['output'];
  /** Who has seen it, the latest first; null for all but its author. */
  viewers: Maybe<StoryViewerConnection>;
};


/** One photo that is shown for a day. Only its author sees it before it is READY. */
export type StoryViewersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of stories. */
export type StoryConnection = {
  edges: Array<StoryEdge>;
  pageInfo: PageInfo;
};

/** One story in a page. */
export type StoryEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<Story>;
};

/** Somebody with stories to look at, which `author.stories` has. */
export type StoryReel = {
  author: User;
  /** When the first of them leaves. */
  expiresAt: Scalars['DateTime']['output'];
  /** Whether the viewer has not seen one of them; never of the viewer's own. */
  hasUnseen: Scalars['Boolean']['output'];
};

/** A page of people who have seen a story. */
export type StoryViewerConnection = {
  edges: Array<StoryViewerEdge>;
  pageInfo: PageInfo;
};

/** One who has seen a story. */
export type StoryViewerEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<User>;
  seenAt: Scalars['DateTime']['output'];
};

export type UnfollowHashtagInput = {
  /** With or without the #. */
  name: Scalars['String']['input'];
};

/** Answer to `unfollowHashtag`. */
export type UnfollowHashtagPayload = {
  /** The hashtag that is no longer followed. */
  hashtag: Maybe<Hashtag>;
  userErrors: Array<UserError>;
};

/** A ticket to send one photo's bytes, and how far it got. */
export type Upload = Node & {
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** The id that the post will have. Pass it to `createUpload` for the other photos of the same post. */
  postId: Scalars['ID']['output'];
  status: UploadStatus;
  /** PUT the bytes here, with the promised `Content-Type` and `Content-Length`. The address is the right to do so: keep it secret. */
  url: Scalars['URL']['output'];
};

/** How far an upload got. */
export type UploadStatus =
  /** No bytes have been accepted yet. */
  | 'ISSUED'
  /** As safe as STORED, but what photos are kept in does not answer: its post is PROCESSING until it does. */
  | 'QUEUED'
  /** The bytes are stored and were verified against their MD5. */
  | 'STORED'
  /** A post has been made of it. */
  | 'USED';

export type User = Node & {
  /** The account's picture; null when it has none. Like the name, everybody sees it, also that of a private account. */
  avatar: Maybe<AvatarImage>;
  id: Scalars['ID']['output'];
  /** How many READY posts this account has. */
  postCount: Scalars['Int']['output'];
  /** The posts of this account, the latest first. The viewer's own include those not READY. */
  posts: PostConnection;
  /** The stories of this account that have not expired, in the order to show. The viewer's own include those not READY. */
  stories: StoryConnection;
};


export type UserAvatarArgs = {
  size?: AvatarSize;
};


export type UserPostsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type UserStoriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** Something in the input that the client can put right. */
export type UserError = {
  code: UserErrorCode;
  /** Path of the field in `input`, or null when it is about the whole. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** For people, in English. */
  message: Scalars['String']['output'];
};

/** Every reason for a user error. */
export type UserErrorCode =
  /** The file is larger than the limit. */
  | 'FILE_TOO_LARGE'
  /** A value is malformed, too long or too short. */
  | 'INVALID'
  /** There is no such post of the viewer's. */
  | 'POST_NOT_FOUND'
  /** There is no such story, or not of the viewer's. */
  | 'STORY_NOT_FOUND'
  /** As many of these as an account may have are there already. */
  | 'TOO_MANY'
  /** Photos of this content type are not accepted. */
  | 'UNSUPPORTED_CONTENT_TYPE'
  /** There is no such upload of the viewer's. */
  | 'UPLOAD_NOT_FOUND'
  /** The bytes have not arrived yet. */
  | 'UPLOAD_NOT_STORED'
  /** The upload belongs to another post. */
  | 'UPLOAD_USED';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Photo: Photo;
  Post: Post;
  Story: Story;
  Upload: Upload;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Photo:
    ( { __typename: 'Photo' }
    & GraphQLRecursivePick<FederationTypes['Photo'], {"id":true}> );
  Post:
    ( { __typename: 'Post' }
    & GraphQLRecursivePick<FederationTypes['Post'], {"id":true}> );
  Story:
    ( { __typename: 'Story' }
    & GraphQLRecursivePick<FederationTypes['Story'], {"id":true}> );
  Upload:
    ( { __typename: 'Upload' }
    & GraphQLRecursivePick<FederationTypes['Upload'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AvatarImage: ResolverTypeWrapper<AvatarImageParent>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AvatarSize: AvatarSize;
  AvatarStatus: AvatarStatus;
  AvatarUpdate: ResolverTypeWrapper<AvatarUpdateParent>;
  Collection: ResolverTypeWrapper<CollectionParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Comment: ResolverTypeWrapper<CommentParent>;
  CreatePostInput: CreatePostInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CreatePostPayload: ResolverTypeWrapper<Omit<CreatePostPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  CreateStoryInput: CreateStoryInput;
  CreateStoryPayload: ResolverTypeWrapper<Omit<CreateStoryPayload, 'story'> & { story?: Maybe<ResolversTypes['Story']> }>;
  CreateUploadInput: CreateUploadInput;
  CreateUploadPayload: ResolverTypeWrapper<Omit<CreateUploadPayload, 'upload'> & { upload?: Maybe<ResolversTypes['Upload']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeletePostInput: DeletePostInput;
  DeletePostPayload: ResolverTypeWrapper<DeletePostPayload>;
  DeleteStoryInput: DeleteStoryInput;
  DeleteStoryPayload: ResolverTypeWrapper<DeleteStoryPayload>;
  DeletionReceipt: ResolverTypeWrapper<DeletionReceipt>;
  DeletionState: DeletionState;
  FollowHashtagInput: FollowHashtagInput;
  FollowHashtagPayload: ResolverTypeWrapper<Omit<FollowHashtagPayload, 'hashtag'> & { hashtag?: Maybe<ResolversTypes['Hashtag']> }>;
  Hashtag: ResolverTypeWrapper<HashtagParent>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  HashtagConnection: ResolverTypeWrapper<Omit<HashtagConnection, 'edges'> & { edges: Array<ResolversTypes['HashtagEdge']> }>;
  HashtagEdge: ResolverTypeWrapper<Omit<HashtagEdge, 'node'> & { node?: Maybe<ResolversTypes['Hashtag']> }>;
  Image: ResolverTypeWrapper<ImageParent>;
  ImageFormat: ImageFormat;
  ImageSize: ImageSize;
  Job: ResolverTypeWrapper<JobParent>;
  JobRun: ResolverTypeWrapper<JobRunParent>;
  MarkStorySeenInput: MarkStorySeenInput;
  MarkStorySeenPayload: ResolverTypeWrapper<Omit<MarkStorySeenPayload, 'story'> & { story?: Maybe<ResolversTypes['Story']> }>;
  ModerationAct: ResolverTypeWrapper<ModerationActParent>;
  ModerationCase: ResolverTypeWrapper<ModerationCaseParent>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<NodeParent>;
  OperatorAct: ResolverTypeWrapper<OperatorActParent>;
  OriginalPhoto: ResolverTypeWrapper<OriginalPhotoParent>;
  OriginalStatus: OriginalStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Photo: ResolverTypeWrapper<PhotoParent>;
  PhotoFilter: PhotoFilter;
  Post: ResolverTypeWrapper<PostParent>;
  PostConnection: ResolverTypeWrapper<Omit<PostConnection, 'edges'> & { edges: Array<ResolversTypes['PostEdge']> }>;
  PostEdge: ResolverTypeWrapper<Omit<PostEdge, 'node'> & { node?: Maybe<ResolversTypes['Post']> }>;
  PostFailure: ResolverTypeWrapper<PostFailure>;
  PostFailureCode: PostFailureCode;
  PostPhotoInput: PostPhotoInput;
  PostStatus: PostStatus;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemoveAvatarPayload: ResolverTypeWrapper<Omit<RemoveAvatarPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  RestorePostInput: RestorePostInput;
  RestorePostPayload: ResolverTypeWrapper<RestorePostPayload>;
  SetAvatarInput: SetAvatarInput;
  SetAvatarPayload: ResolverTypeWrapper<Omit<SetAvatarPayload, 'avatarUpdate'> & { avatarUpdate?: Maybe<ResolversTypes['AvatarUpdate']> }>;
  SignedInSession: ResolverTypeWrapper<SignedInSessionParent>;
  Story: ResolverTypeWrapper<StoryParent>;
  StoryConnection: ResolverTypeWrapper<Omit<StoryConnection, 'edges'> & { edges: Array<ResolversTypes['StoryEdge']> }>;
  StoryEdge: ResolverTypeWrapper<Omit<StoryEdge, 'node'> & { node?: Maybe<ResolversTypes['Story']> }>;
  StoryReel: ResolverTypeWrapper<StoryReelParent>;
  StoryViewerConnection: ResolverTypeWrapper<Omit<StoryViewerConnection, 'edges'> & { edges: Array<ResolversTypes['StoryViewerEdge']> }>;
  StoryViewerEdge: ResolverTypeWrapper<Omit<StoryViewerEdge, 'node'> & { node?: Maybe<ResolversTypes['User']> }>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UnfollowHashtagInput: UnfollowHashtagInput;
  UnfollowHashtagPayload: ResolverTypeWrapper<Omit<UnfollowHashtagPayload, 'hashtag'> & { hashtag?: Maybe<ResolversTypes['Hashtag']> }>;
  Upload: ResolverTypeWrapper<UploadParent>;
  UploadStatus: UploadStatus;
  User: ResolverTypeWrapper<UserParent>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AvatarImage: AvatarImageParent;
  Int: Scalars['Int']['output'];
  AvatarUpdate: AvatarUpdateParent;
  Collection: CollectionParent;
  ID: Scalars['ID']['output'];
  Comment: CommentParent;
  CreatePostInput: CreatePostInput;
  String: Scalars['String']['output'];
  CreatePostPayload: Omit<CreatePostPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  CreateStoryInput: CreateStoryInput;
  CreateStoryPayload: Omit<CreateStoryPayload, 'story'> & { story?: Maybe<ResolversParentTypes['Story']> };
  CreateUploadInput: CreateUploadInput;
  CreateUploadPayload: Omit<CreateUploadPayload, 'upload'> & { upload?: Maybe<ResolversParentTypes['Upload']> };
  DateTime: Scalars['DateTime']['output'];
  DeletePostInput: DeletePostInput;
  DeletePostPayload: DeletePostPayload;
  DeleteStoryInput: DeleteStoryInput;
  DeleteStoryPayload: DeleteStoryPayload;
  DeletionReceipt: DeletionReceipt;
  FollowHashtagInput: FollowHashtagInput;
  FollowHashtagPayload: Omit<FollowHashtagPayload, 'hashtag'> & { hashtag?: Maybe<ResolversParentTypes['Hashtag']> };
  Hashtag: HashtagParent;
  Boolean: Scalars['Boolean']['output'];
  HashtagConnection: Omit<HashtagConnection, 'edges'> & { edges: Array<ResolversParentTypes['HashtagEdge']> };
  HashtagEdge: Omit<HashtagEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Hashtag']> };
  Image: ImageParent;
  Job: JobParent;
  JobRun: JobRunParent;
  MarkStorySeenInput: MarkStorySeenInput;
  MarkStorySeenPayload: Omit<MarkStorySeenPayload, 'story'> & { story?: Maybe<ResolversParentTypes['Story']> };
  ModerationAct: ModerationActParent;
  ModerationCase: ModerationCaseParent;
  Mutation: Record<PropertyKey, never>;
  Node: NodeParent;
  OperatorAct: OperatorActParent;
  OriginalPhoto: OriginalPhotoParent;
  PageInfo: PageInfo;
  Photo: PhotoParent;
  Post: PostParent;
  PostConnection: Omit<PostConnection, 'edges'> & { edges: Array<ResolversParentTypes['PostEdge']> };
  PostEdge: Omit<PostEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Post']> };
  PostFailure: PostFailure;
  PostPhotoInput: PostPhotoInput;
  Query: Record<PropertyKey, never>;
  RemoveAvatarPayload: Omit<RemoveAvatarPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  RestorePostInput: RestorePostInput;
  RestorePostPayload: RestorePostPayload;
  SetAvatarInput: SetAvatarInput;
  SetAvatarPayload: Omit<SetAvatarPayload, 'avatarUpdate'> & { avatarUpdate?: Maybe<ResolversParentTypes['AvatarUpdate']> };
  SignedInSession: SignedInSessionParent;
  Story: StoryParent;
  StoryConnection: Omit<StoryConnection, 'edges'> & { edges: Array<ResolversParentTypes['StoryEdge']> };
  StoryEdge: Omit<StoryEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Story']> };
  StoryReel: StoryReelParent;
  StoryViewerConnection: Omit<StoryViewerConnection, 'edges'> & { edges: Array<ResolversParentTypes['StoryViewerEdge']> };
  StoryViewerEdge: Omit<StoryViewerEdge, 'node'> & { node?: Maybe<ResolversParentTypes['User']> };
  URL: Scalars['URL']['output'];
  UnfollowHashtagInput: UnfollowHashtagInput;
  UnfollowHashtagPayload: Omit<UnfollowHashtagPayload, 'hashtag'> & { hashtag?: Maybe<ResolversParentTypes['Hashtag']> };
  Upload: UploadParent;
  User: UserParent;
  UserError: UserError;
};

export type AvatarImageResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['AvatarImage'] = ResolversParentTypes['AvatarImage']> = {
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType, Partial<AvatarImageUrlArgs>>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AvatarUpdateResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['AvatarUpdate'] = ResolversParentTypes['AvatarUpdate']> = {
  failure?: Resolver<Maybe<ResolversTypes['PostFailure']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AvatarStatus'], ParentType, ContextType>;
};

export type CollectionResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Collection'] = ResolversParentTypes['Collection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreatePostPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['CreatePostPayload'] = ResolversParentTypes['CreatePostPayload']> = {
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateStoryPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['CreateStoryPayload'] = ResolversParentTypes['CreateStoryPayload']> = {
  story?: Resolver<Maybe<ResolversTypes['Story']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateUploadPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['CreateUploadPayload'] = ResolversParentTypes['CreateUploadPayload']> = {
  upload?: Resolver<Maybe<ResolversTypes['Upload']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeletePostPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['DeletePostPayload'] = ResolversParentTypes['DeletePostPayload']> = {
  deletedPostId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  receipt?: Resolver<Maybe<ResolversTypes['DeletionReceipt']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteStoryPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['DeleteStoryPayload'] = ResolversParentTypes['DeleteStoryPayload']> = {
  deletedStoryId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeletionReceiptResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['DeletionReceipt'] = ResolversParentTypes['DeletionReceipt']> = {
  cdn?: Resolver<ResolversTypes['DeletionState'], ParentType, ContextType>;
  database?: Resolver<ResolversTypes['DeletionState'], ParentType, ContextType>;
  destroyedAfter?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  feeds?: Resolver<ResolversTypes['DeletionState'], ParentType, ContextType>;
  objects?: Resolver<ResolversTypes['DeletionState'], ParentType, ContextType>;
};

export type FollowHashtagPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['FollowHashtagPayload'] = ResolversParentTypes['FollowHashtagPayload']> = {
  hashtag?: Resolver<Maybe<ResolversTypes['Hashtag']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type HashtagResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Hashtag'] = ResolversParentTypes['Hashtag']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  posts?: Resolver<ResolversTypes['PostConnection'], ParentType, ContextType, RequireFields<HashtagPostsArgs, 'first'>>;
  viewerIsFollowing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HashtagConnectionResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['HashtagConnection'] = ResolversParentTypes['HashtagConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HashtagEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type HashtagEdgeResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['HashtagEdge'] = ResolversParentTypes['HashtagEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Hashtag']>, ParentType, ContextType>;
};

export type ImageResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType, Partial<ImageUrlArgs>>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobRunResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['JobRun'] = ResolversParentTypes['JobRun']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarkStorySeenPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['MarkStorySeenPayload'] = ResolversParentTypes['MarkStorySeenPayload']> = {
  story?: Resolver<Maybe<ResolversTypes['Story']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ModerationActResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['ModerationAct'] = ResolversParentTypes['ModerationAct']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModerationCaseResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['ModerationCase'] = ResolversParentTypes['ModerationCase']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createPost?: Resolver<ResolversTypes['CreatePostPayload'], ParentType, ContextType, RequireFields<MutationCreatePostArgs, 'input'>>;
  createStory?: Resolver<ResolversTypes['CreateStoryPayload'], ParentType, ContextType, RequireFields<MutationCreateStoryArgs, 'input'>>;
  createUpload?: Resolver<ResolversTypes['CreateUploadPayload'], ParentType, ContextType, RequireFields<MutationCreateUploadArgs, 'input'>>;
  deletePost?: Resolver<ResolversTypes['DeletePostPayload'], ParentType, ContextType, RequireFields<MutationDeletePostArgs, 'input'>>;
  deleteStory?: Resolver<ResolversTypes['DeleteStoryPayload'], ParentType, ContextType, RequireFields<MutationDeleteStoryArgs, 'input'>>;
  followHashtag?: Resolver<ResolversTypes['FollowHashtagPayload'], ParentType, ContextType, RequireFields<MutationFollowHashtagArgs, 'input'>>;
  markStorySeen?: Resolver<ResolversTypes['MarkStorySeenPayload'], ParentType, ContextType, RequireFields<MutationMarkStorySeenArgs, 'input'>>;
  removeAvatar?: Resolver<ResolversTypes['RemoveAvatarPayload'], ParentType, ContextType>;
  restorePost?: Resolver<ResolversTypes['RestorePostPayload'], ParentType, ContextType, RequireFields<MutationRestorePostArgs, 'input'>>;
  setAvatar?: Resolver<ResolversTypes['SetAvatarPayload'], ParentType, ContextType, RequireFields<MutationSetAvatarArgs, 'input'>>;
  unfollowHashtag?: Resolver<ResolversTypes['UnfollowHashtagPayload'], ParentType, ContextType, RequireFields<MutationUnfollowHashtagArgs, 'input'>>;
};

export type NodeResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Collection' | 'Comment' | 'Hashtag' | 'Job' | 'JobRun' | 'ModerationAct' | 'ModerationCase' | 'OperatorAct' | 'Photo' | 'Post' | 'SignedInSession' | 'Story' | 'Upload' | 'User', ParentType, ContextType>;
};

export type OperatorActResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['OperatorAct'] = ResolversParentTypes['OperatorAct']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OriginalPhotoResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['OriginalPhoto'] = ResolversParentTypes['OriginalPhoto']> = {
  byteSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readyAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OriginalStatus'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PhotoResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Photo'] = ResolversParentTypes['Photo'], FederationReferenceType extends FederationReferenceTypes['Photo'] = FederationReferenceTypes['Photo']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Photo']> | FederationReferenceType, FederationReferenceType, ContextType>;
  altText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  blurhash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  filter?: Resolver<Maybe<ResolversTypes['PhotoFilter']>, ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<PhotoImageArgs, 'size'>>;
  original?: Resolver<Maybe<ResolversTypes['OriginalPhoto']>, ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PostResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Post'] = ResolversParentTypes['Post'], FederationReferenceType extends FederationReferenceTypes['Post'] = FederationReferenceTypes['Post']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Post']> | FederationReferenceType, FederationReferenceType, ContextType>;
  author?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  caption?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['PostFailure']>, ParentType, ContextType>;
  hashtags?: Resolver<Array<ResolversTypes['Hashtag']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['Photo']>, ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PostStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PostConnectionResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['PostConnection'] = ResolversParentTypes['PostConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PostEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PostEdgeResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['PostEdge'] = ResolversParentTypes['PostEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
};

export type PostFailureResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['PostFailure'] = ResolversParentTypes['PostFailure']> = {
  code?: Resolver<ResolversTypes['PostFailureCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  avatarUpdate?: Resolver<Maybe<ResolversTypes['AvatarUpdate']>, ParentType, ContextType>;
  followedHashtags?: Resolver<ResolversTypes['HashtagConnection'], ParentType, ContextType, RequireFields<QueryFollowedHashtagsArgs, 'first'>>;
  hashtag?: Resolver<Maybe<ResolversTypes['Hashtag']>, ParentType, ContextType, RequireFields<QueryHashtagArgs, 'name'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType, RequireFields<QueryPostArgs, 'id'>>;
  searchHashtags?: Resolver<ResolversTypes['HashtagConnection'], ParentType, ContextType, RequireFields<QuerySearchHashtagsArgs, 'first' | 'prefix'>>;
  storyTray?: Resolver<Array<ResolversTypes['StoryReel']>, ParentType, ContextType, RequireFields<QueryStoryTrayArgs, 'first'>>;
};

export type RemoveAvatarPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['RemoveAvatarPayload'] = ResolversParentTypes['RemoveAvatarPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RestorePostPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['RestorePostPayload'] = ResolversParentTypes['RestorePostPayload']> = {
  restoredPostId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetAvatarPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['SetAvatarPayload'] = ResolversParentTypes['SetAvatarPayload']> = {
  avatarUpdate?: Resolver<Maybe<ResolversTypes['AvatarUpdate']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SignedInSessionResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['SignedInSession'] = ResolversParentTypes['SignedInSession']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StoryResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Story'] = ResolversParentTypes['Story'], FederationReferenceType extends FederationReferenceTypes['Story'] = FederationReferenceTypes['Story']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Story']> | FederationReferenceType, FederationReferenceType, ContextType>;
  author?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['PostFailure']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  photo?: Resolver<Maybe<ResolversTypes['Photo']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PostStatus'], ParentType, ContextType>;
  viewerCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  viewerHasSeen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewers?: Resolver<Maybe<ResolversTypes['StoryViewerConnection']>, ParentType, ContextType, RequireFields<StoryViewersArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StoryConnectionResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['StoryConnection'] = ResolversParentTypes['StoryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StoryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StoryEdgeResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['StoryEdge'] = ResolversParentTypes['StoryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Story']>, ParentType, ContextType>;
};

export type StoryReelResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['StoryReel'] = ResolversParentTypes['StoryReel']> = {
  author?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  hasUnseen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type StoryViewerConnectionResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['StoryViewerConnection'] = ResolversParentTypes['StoryViewerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StoryViewerEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StoryViewerEdgeResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['StoryViewerEdge'] = ResolversParentTypes['StoryViewerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  seenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UnfollowHashtagPayloadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['UnfollowHashtagPayload'] = ResolversParentTypes['UnfollowHashtagPayload']> = {
  hashtag?: Resolver<Maybe<ResolversTypes['Hashtag']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UploadResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['Upload'] = ResolversParentTypes['Upload'], FederationReferenceType extends FederationReferenceTypes['Upload'] = FederationReferenceTypes['Upload']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Upload']> | FederationReferenceType, FederationReferenceType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  postId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UploadStatus'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  avatar?: Resolver<Maybe<ResolversTypes['AvatarImage']>, ParentType, ContextType, RequireFields<UserAvatarArgs, 'size'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  postCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  posts?: Resolver<ResolversTypes['PostConnection'], ParentType, ContextType, RequireFields<UserPostsArgs, 'first'>>;
  stories?: Resolver<ResolversTypes['StoryConnection'], ParentType, ContextType, RequireFields<UserStoriesArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = PostContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = PostContext> = {
  AvatarImage?: AvatarImageResolvers<ContextType>;
  AvatarUpdate?: AvatarUpdateResolvers<ContextType>;
  Collection?: CollectionResolvers<ContextType>;
  Comment?: CommentResolvers<ContextType>;
  CreatePostPayload?: CreatePostPayloadResolvers<ContextType>;
  CreateStoryPayload?: CreateStoryPayloadResolvers<ContextType>;
  CreateUploadPayload?: CreateUploadPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeletePostPayload?: DeletePostPayloadResolvers<ContextType>;
  DeleteStoryPayload?: DeleteStoryPayloadResolvers<ContextType>;
  DeletionReceipt?: DeletionReceiptResolvers<ContextType>;
  FollowHashtagPayload?: FollowHashtagPayloadResolvers<ContextType>;
  Hashtag?: HashtagResolvers<ContextType>;
  HashtagConnection?: HashtagConnectionResolvers<ContextType>;
  HashtagEdge?: HashtagEdgeResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobRun?: JobRunResolvers<ContextType>;
  MarkStorySeenPayload?: MarkStorySeenPayloadResolvers<ContextType>;
  ModerationAct?: ModerationActResolvers<ContextType>;
  ModerationCase?: ModerationCaseResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OperatorAct?: OperatorActResolvers<ContextType>;
  OriginalPhoto?: OriginalPhotoResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Photo?: PhotoResolvers<ContextType>;
  Post?: PostResolvers<ContextType>;
  PostConnection?: PostConnectionResolvers<ContextType>;
  PostEdge?: PostEdgeResolvers<ContextType>;
  PostFailure?: PostFailureResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveAvatarPayload?: RemoveAvatarPayloadResolvers<ContextType>;
  RestorePostPayload?: RestorePostPayloadResolvers<ContextType>;
  SetAvatarPayload?: SetAvatarPayloadResolvers<ContextType>;
  SignedInSession?: SignedInSessionResolvers<ContextType>;
  Story?: StoryResolvers<ContextType>;
  StoryConnection?: StoryConnectionResolvers<ContextType>;
  StoryEdge?: StoryEdgeResolvers<ContextType>;
  StoryReel?: StoryReelResolvers<ContextType>;
  StoryViewerConnection?: StoryViewerConnectionResolvers<ContextType>;
  StoryViewerEdge?: StoryViewerEdgeResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UnfollowHashtagPayload?: UnfollowHashtagPayloadResolvers<ContextType>;
  Upload?: UploadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

