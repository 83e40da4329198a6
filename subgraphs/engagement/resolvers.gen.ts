import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PostParent, CommentParent, MentionParent, CollectionParent, NotificationParent, NotificationConnectionParent, ModerationCaseParent, ReportParent, ModerationActParent, ReportSubjectParent, StoryParent, UserParent } from './parents.ts';
import type { EngagementContext } from './context.ts';
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
  _FieldSet: { input: unknown; output: unknown; }
};

export type AddToCollectionInput = {
  collectionId: Scalars['ID']['input'];
  postId: Scalars['ID']['input'];
};

/** Answer to `addToCollection`. */
export type AddToCollectionPayload = {
  collection: Maybe<Collection>;
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

/** Some of the viewer's saved posts, under a name. Only its owner sees it. */
export type Collection = Node & {
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Unique among its owner's. */
  name: Scalars['String']['output'];
  /** How many posts in it may be seen. */
  postCount: Scalars['Int']['output'];
  /** Its posts that may be seen, the latest added first. A page may be short, or empty, while there is a next one. */
  posts: SavedPostConnection;
};


/** Some of the viewer's saved posts, under a name. Only its owner sees it. */
export type CollectionPostsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of collections. */
export type CollectionConnection = {
  edges: Array<CollectionEdge>;
  pageInfo: PageInfo;
};

/** One collection in a page. */
export type CollectionEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<Collection>;
};

/** What somebody wrote below a post. */
export type Comment = Node & {
  author: User;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** People named with an @ in `text` whom its author could see, in its order, without those whom the viewer may not see. */
  mentions: Array<Mention>;
  /** The comment that starts the thread; null for one that does. */
  parent: Maybe<Comment>;
  post: Post;
  /** Answers to it and to each other, the oldest first; none to a reply, which are in its thread. Pages are as those of `Post.comments`. */
  replies: CommentConnection;
  /** How many replies the thread has that it starts, but what a moderator hides. */
  replyCount: Scalars['Int']['output'];
  /** The comment of the thread that it answers, be it a reply or the first; null for none, or when that one has gone since. */
  replyTo: Maybe<Comment>;
  text: Scalars['String']['output'];
};


/** What somebody wrote below a post. */
export type CommentRepliesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of comments. */
export type CommentConnection = {
  edges: Array<CommentEdge>;
  pageInfo: PageInfo;
};

/** One comment in a page. */
export type CommentEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the comment has gone since. */
  node: Maybe<Comment>;
};

export type CreateCollectionInput = {
  /** 1 to 50 characters. */
  name: Scalars['String']['input'];
};

/** Answer to `createCollection`. */
export type CreateCollectionPayload = {
  collection: Maybe<Collection>;
  userErrors: Array<UserError>;
};

export type CreateCommentInput = {
  /** Any text of up to 100 characters; the same key again returns the first answer. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  postId: Scalars['ID']['input'];
  /** The comment on the same post that it answers. An answer to a reply joins the same thread. */
  replyTo?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 2,200 characters. Up to 20 people can be mentioned, each as @ and handle. */
  text: Scalars['String']['input'];
};

/** Answer to `createComment`. */
export type CreateCommentPayload = {
  comment: Maybe<Comment>;
  /** The post with its new count. */
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type DecideReportInput = {
  action: ModerationAction;
  caseId: Scalars['ID']['input'];
  /** For the audit trail, up to 1,000 characters. */
  note?: Scalars['String']['input'];
};

/** Answer to `decideReport`. */
export type DecideReportPayload = {
  case: Maybe<ModerationCase>;
  userErrors: Array<UserError>;
};

export type DeleteCollectionInput = {
  collectionId: Scalars['ID']['input'];
};

/** Answer to `deleteCollection`. */
export type DeleteCollectionPayload = {
  deletedCollectionId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

export type DeleteCommentInput = {
  commentId: Scalars['ID']['input'];
};

/** Answer to `deleteComment`. */
export type DeleteCommentPayload = {
  deletedCommentId: Maybe<Scalars['ID']['output']>;
  /** The post with its new count; null when the viewer may not see it any more. */
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type LikePostInput = {
  postId: Scalars['ID']['input'];
};

/** Answer to `likePost`. */
export type LikePostPayload = {
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type MarkNotificationsReadInput = {
  /** The latest notification that the viewer was shown. */
  upTo: Scalars['ID']['input'];
};

/** Answer to `markNotificationsRead`. */
export type MarkNotificationsReadPayload = {
  /** How many are unread now, as in `NotificationConnection`. */
  unreadCount: Maybe<Scalars['Int']['output']>;
  userErrors: Array<UserError>;
};

/** A person who is named in a text. */
export type Mention = {
  /** The first unit behind the name. */
  end: Scalars['Int']['output'];
  /** Where the @ is, in UTF-16 code units, as strings of JavaScript, Java and Kotlin and NSString count. */
  start: Scalars['Int']['output'];
  /** Null when the account has gone since. */
  user: Maybe<User>;
};

/** One decision, which nothing changes or deletes. */
export type ModerationAct = Node & {
  action: ModerationAction;
  /** What it decided, as it is now. */
  case: Maybe<ModerationCase>;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Null when the account has gone since. */
  moderator: Maybe<User>;
  note: Scalars['String']['output'];
  /** What it was done to. */
  subjectId: Scalars['ID']['output'];
};

/** A page of the audit trail. */
export type ModerationActConnection = {
  edges: Array<ModerationActEdge>;
  pageInfo: PageInfo;
};

/** One act in a page. */
export type ModerationActEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<ModerationAct>;
};

/** What a moderator decides. */
export type ModerationAction =
  /** Nothing is wrong with it. */
  | 'DISMISS'
  /** Of a comment: nobody but its author sees it. It leaves the counts, with the thread that it starts. */
  | 'HIDE_COMMENT'
  /** Of a post: nobody but its author sees it. */
  | 'HIDE_POST'
  /** Of a story: nobody but its author sees it. */
  | 'HIDE_STORY'
  | 'RESTORE_COMMENT'
  | 'RESTORE_POST'
  | 'RESTORE_STORY'
  | 'RESTORE_USER'
  /** Of an account, or the author of a post, story or comment: nobody sees the account or anything of it. */
  | 'SUSPEND_USER';

/** All reports of one post, story, comment or account. Moderators see it. */
export type ModerationCase = Node & {
  /** When it was decided; null while it is in the queue. */
  closedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** Whether a moderator hides it, or suspended the account. */
  isHidden: Scalars['Boolean']['output'];
  /** When it was reported first, or again after a decision. */
  openedAt: Scalars['DateTime']['output'];
  /** Why, the most frequent reason first, of the latest 1,000 reports. */
  reasons: Array<ReasonCount>;
  /** How many reported it, up to 1,000. */
  reportCount: Scalars['Int']['output'];
  /** The latest 20 reports. */
  reports: Array<Report>;
  /** Null when the moderator may not see it, as a private account's post, or a story that has expired. */
  subject: Maybe<ReportSubject>;
  /** The id of the subject, whether the moderator may see it or not. */
  subjectId: Scalars['ID']['output'];
  /** The caption (a story's is empty), the comment, or the name and description, whoever may see it otherwise; null when it was destroyed. */
  text: Maybe<Scalars['String']['output']>;
};

/** A page of cases. */
export type ModerationCaseConnection = {
  edges: Array<ModerationCaseEdge>;
  pageInfo: PageInfo;
};

/** One case in a page. */
export type ModerationCaseEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<ModerationCase>;
};

export type Mutation = {
  /** Puts a post into a collection of the viewer's, and saves it. Doing it again changes nothing. */
  addToCollection: AddToCollectionPayload;
  /** Makes a collection of saved posts. Where the viewer has one of that name, that one is answered. */
  createCollection: CreateCollectionPayload;
  /** Writes a comment below a post, or answers one. */
  createComment: CreateCommentPayload;
  /**
   * Decides about what was reported, and closes the case; what is hidden is gone on the next read everywhere, for all but its author.
   * Every decision is in the audit trail. For moderators.
   */
  decideReport: DecideReportPayload;
  /** Deletes a collection of the viewer's. Its posts stay saved. */
  deleteCollection: DeleteCollectionPayload;
  /**
   * Deletes a comment, which its author may and the post's author. One that starts a thread takes all replies to it along. It is gone from
   * every count and list on the next read. Doing it again changes nothing.
   */
  deleteComment: DeleteCommentPayload;
  /** Likes a post. Doing it again changes nothing. */
  likePost: LikePostPayload;
  /** Marks notifications as read, up to one and with all before it. What is added to any of them later is unread again. */
  markNotificationsRead: MarkNotificationsReadPayload;
  /** Counts that posts were looked at, signed in or not. Sent again it counts again: what is answered is counted, and kept. */
  recordViews: RecordViewsPayload;
  /**
   * Has the viewer's notifications pushed to a browser, by what its `PushSubscription` says. A push is `{"kind", "notificationId"}`, one for
   * all that are alike until they are read; the app asks for the rest. An account has up to 20, of more the oldest ends.
   */
  registerPushSubscription: RegisterPushSubscriptionPayload;
  /** Takes a post out of a collection of the viewer's. It stays saved. Doing it again changes nothing. */
  removeFromCollection: RemoveFromCollectionPayload;
  /** Ends it, as before signing out. Doing it again changes nothing. */
  removePushSubscription: RemovePushSubscriptionPayload;
  /** Gives a collection of the viewer's another name. */
  renameCollection: RenameCollectionPayload;
  /**
   * Tells moderators of a post, a story, a comment or an account that the viewer may see. Each viewer reports a thing once; again changes nothing. Who
   * is reported is not told by whom, nor that somebody did.
   */
  report: ReportPayload;
  /** Saves a post for the viewer, who alone sees that. Doing it again changes nothing. */
  savePost: SavePostPayload;
  /** Closes or opens the comments of the viewer's own post. What was written before stays, also when nobody may add to it. */
  setCommentsEnabled: SetCommentsEnabledPayload;
  /** Takes a like back. Doing it again changes nothing. */
  unlikePost: UnlikePostPayload;
  /** Takes a post out of what the viewer saved, and out of the viewer's collections. Doing it again changes nothing. */
  unsavePost: UnsavePostPayload;
};


export type MutationAddToCollectionArgs = {
  input: AddToCollectionInput;
};


export type MutationCreateCollectionArgs = {
  input: CreateCollectionInput;
};


export type MutationCreateCommentArgs = {
  input: CreateCommentInput;
};


export type MutationDecideReportArgs = {
  input: DecideReportInput;
};


export type MutationDeleteCollectionArgs = {
  input: DeleteCollectionInput;
};


export type MutationDeleteCommentArgs = {
  input: DeleteCommentInput;
};


export type MutationLikePostArgs = {
  input: LikePostInput;
};


export type MutationMarkNotificationsReadArgs = {
  input: MarkNotificationsReadInput;
};


export type MutationRecordViewsArgs = {
  input: RecordViewsInput;
};


export type MutationRegisterPushSubscriptionArgs = {
  input: RegisterPushSubscriptionInput;
};


export type MutationRemoveFromCollectionArgs = {
  input: RemoveFromCollectionInput;
};


export type MutationRemovePushSubscriptionArgs = {
  input: RemovePushSubscriptionInput;
};


export type MutationRenameCollectionArgs = {
  input: RenameCollectionInput;
};


export type MutationReportArgs = {
  input: ReportInput;
};


export type MutationSavePostArgs = {
  input: SavePostInput;
};


export type MutationSetCommentsEnabledArgs = {
  input: SetCommentsEnabledInput;
};


export type MutationUnlikePostArgs = {
  input: UnlikePostInput;
};


export type MutationUnsavePostArgs = {
  input: UnsavePostInput;
};

/** Anything with a global id, so that `node` can find it again. */
export type Node = {
  /** Opaque, and unique among all types. */
  id: Scalars['ID']['output'];
};

/** What somebody is told about what others did: one for all that are alike, as in *Ada, Ben and 12 others liked your post*. */
export type Notification = {
  /** Who did it last; null when the account has gone since. */
  actor: Maybe<User>;
  /** Who did it, the latest first, up to three whom the viewer may see. Looked for among the latest fifty. */
  actors: Array<Maybe<User>>;
  /** The latest comment, reply or mention; null for other kinds, or when it has gone since. */
  comment: Maybe<Comment>;
  /** How many likes, comments, replies, follows or requests there are, but not of people whom the viewer mutes or a block hides. */
  count: Scalars['Int']['output'];
  /** When it happened last, to within ten seconds. */
  createdAt: Scalars['DateTime']['output'];
  /** Another one each time something was added. */
  id: Scalars['ID']['output'];
  /** Whether the viewer has marked it, or a later one, as read. */
  isRead: Scalars['Boolean']['output'];
  kind: NotificationKind;
  /** What it is about, or the comment is on; null when it is about none, or the post has gone since. */
  post: Maybe<Post>;
};

/** A page of notifications. */
export type NotificationConnection = {
  edges: Array<NotificationEdge>;
  pageInfo: PageInfo;
  /** How many notifications the viewer has not read, on any page; 100 stands for 100 or more. */
  unreadCount: Scalars['Int']['output'];
};

/** One notification in a page. */
export type NotificationEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the notification has gone since. */
  node: Maybe<Notification>;
};

/** Every kind of notification. */
export type NotificationKind =
  /** People comment on `post`, which is the viewer's. */
  | 'COMMENT'
  /** People began to follow the viewer, all on one day (UTC). */
  | 'FOLLOW'
  /** People ask to follow the viewer's private account: those not answered yet. */
  | 'FOLLOW_REQUEST'
  /** People like `post`, which is the viewer's. */
  | 'LIKE'
  /** The viewer is mentioned in `comment`. */
  | 'MENTION'
  /** An account with many followers, which the viewer follows, published `post`. */
  | 'POST_PUBLISHED'
  /** People answer a comment of the viewer's. */
  | 'REPLY';

/** Where a page ends, and whether there is more. */
export type PageInfo = {
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

export type Post = {
  /** All comments, replies among them, but what a moderator hides. */
  commentCount: Scalars['Int']['output'];
  /** What people wrote below the post, the latest first, without replies. A page may have fewer than asked for and a next one all the same. */
  comments: CommentConnection;
  /** Whether people may comment; where not, `createComment` answers COMMENTS_CLOSED. */
  commentsEnabled: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  likeCount: Scalars['Int']['output'];
  /** How often it was looked at, as `recordViews` was told. */
  viewCount: Scalars['Int']['output'];
  /** Whether the viewer likes this post; false when not signed in. */
  viewerHasLiked: Scalars['Boolean']['output'];
  /** Whether the viewer saved this post; false when not signed in. */
  viewerHasSaved: Scalars['Boolean']['output'];
};


export type PostCommentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type Query = {
  /** What moderators did, the latest first. For moderators. */
  auditTrail: ModerationActConnection;
  /** The viewer's own collections, the latest made first. */
  collections: CollectionConnection;
  /** What was reported and not decided, the longest waiting first. For moderators. */
  moderationQueue: ModerationCaseConnection;
  /**
   * What the viewer is told, the latest first, without what the viewer may not see any more. What was added to moves to the top. A page may
   * have fewer than asked for and a next one all the same.
   */
  notifications: NotificationConnection;
  /** The key with which a browser subscribes to pushes (`applicationServerKey`), as base64url; null where they are not set up. */
  pushPublicKey: Maybe<Scalars['String']['output']>;
  /**
   * Posts that the viewer saved, the latest saved first; one that the viewer may not see any more is left out, and back when it may be
   * seen again. A page may be short, or empty, while there is a next one.
   */
  savedPosts: SavedPostConnection;
  /** Whether the viewer is an admin, as the session says. */
  viewerIsAdmin: Scalars['Boolean']['output'];
  /** Whether the viewer is a moderator or an admin, as the session says. */
  viewerIsModerator: Scalars['Boolean']['output'];
};


export type QueryAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryCollectionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryModerationQueueArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QuerySavedPostsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** How often something was reported for a reason. */
export type ReasonCount = {
  count: Scalars['Int']['output'];
  reason: ReportReason;
};

export type RecordViewsInput = {
  /** 1 to 100; a post that is named twice counts once. */
  postIds: Array<Scalars['ID']['input']>;
};

/** Answer to `recordViews`. */
export type RecordViewsPayload = {
  /** The posts that were counted: those asked for that the viewer may see. */
  postIds: Array<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

export type RegisterPushSubscriptionInput = {
  /** The browser's secret, as base64url. */
  auth: Scalars['String']['input'];
  /** An https address on the public internet. */
  endpoint: Scalars['String']['input'];
  /** The browser's public key, as base64url. */
  p256dh: Scalars['String']['input'];
};

/** Answer to `registerPushSubscription`. */
export type RegisterPushSubscriptionPayload = {
  endpoint: Maybe<Scalars['String']['output']>;
  userErrors: Array<UserError>;
};

export type RemoveFromCollectionInput = {
  collectionId: Scalars['ID']['input'];
  postId: Scalars['ID']['input'];
};

/** Answer to `removeFromCollection`. */
export type RemoveFromCollectionPayload = {
  collection: Maybe<Collection>;
  userErrors: Array<UserError>;
};

export type RemovePushSubscriptionInput = {
  endpoint: Scalars['String']['input'];
};

/** Answer to `removePushSubscription`. */
export type RemovePushSubscriptionPayload = {
  endpoint: Maybe<Scalars['String']['output']>;
  userErrors: Array<UserError>;
};

export type RenameCollectionInput = {
  collectionId: Scalars['ID']['input'];
  /** 1 to 50 characters. */
  name: Scalars['String']['input'];
};

/** Answer to `renameCollection`. */
export type RenameCollectionPayload = {
  collection: Maybe<Collection>;
  userErrors: Array<UserError>;
};

/** What one viewer told moderators. */
export type Report = {
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  note: Scalars['String']['output'];
  reason: ReportReason;
  /** Null when the account has gone since. */
  reporter: Maybe<User>;
};

export type ReportInput = {
  /** For moderators, up to 1,000 characters. */
  note?: Scalars['String']['input'];
  reason: ReportReason;
  /** Of a post, a story, a comment or an account. */
  subjectId: Scalars['ID']['input'];
};

/** Answer to `report`. */
export type ReportPayload = {
  /** What is reported now. */
  reportedId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

/** Why something is reported. */
export type ReportReason =
  | 'FALSE_INFORMATION'
  | 'HARASSMENT'
  | 'HATE'
  | 'INTELLECTUAL_PROPERTY'
  | 'NUDITY'
  | 'OTHER'
  | 'SELF_HARM'
  | 'SPAM'
  | 'VIOLENCE';

/** What can be reported. */
export type ReportSubject = Comment | Post | Story | User;

export type SavePostInput = {
  postId: Scalars['ID']['input'];
};

/** Answer to `savePost`. */
export type SavePostPayload = {
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

/** A page of saved posts. */
export type SavedPostConnection = {
  edges: Array<SavedPostEdge>;
  pageInfo: PageInfo;
};

/** One saved post in a page. */
export type SavedPostEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the post has gone since. */
  node: Maybe<Post>;
};

export type SetCommentsEnabledInput = {
  enabled: Scalars['Boolean']['input'];
  postId: Scalars['ID']['input'];
};

/** Answer to `setCommentsEnabled`. */
export type SetCommentsEnabledPayload = {
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type Story = {
  id: Scalars['ID']['output'];
};

export type UnlikePostInput = {
  postId: Scalars['ID']['input'];
};

/** Answer to `unlikePost`. */
export type UnlikePostPayload = {
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type UnsavePostInput = {
  postId: Scalars['ID']['input'];
};

/** Answer to `unsavePost`. */
export type UnsavePostPayload = {
  post: Maybe<Post>;
  userErrors: Array<UserError>;
};

export type User = {
  id: Scalars['ID']['output'];
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
  /** This cannot be done to what was reported, or is not there any more. */
  | 'ACTION_NOT_APPLICABLE'
  /** Nobody reports what is their own. */
  | 'CANNOT_REPORT_SELF'
  /** There is no such case. */
  | 'CASE_NOT_FOUND'
  /** The viewer has no such collection. */
  | 'COLLECTION_NOT_FOUND'
  /** The post's author takes no comments on it. */
  | 'COMMENTS_CLOSED'
  /** There is no such comment there, or it is not the viewer's to see or to delete. */
  | 'COMMENT_NOT_FOUND'
  /** A value is malformed, too long or too short. */
  | 'INVALID'
  /** Another one of the viewer's has this name. */
  | 'NAME_TAKEN'
  /** This is no notification of the viewer's. */
  | 'NOTIFICATION_NOT_FOUND'
  /** There is no such post, or the viewer may not see it. */
  | 'POST_NOT_FOUND'
  /** Pushes are not set up here: there is no `pushPublicKey`. */
  | 'PUSH_UNAVAILABLE'
  /** There is no such thing, or the viewer may not see it. */
  | 'SUBJECT_NOT_FOUND'
  /** As many of these as an account may have are there already. */
  | 'TOO_MANY';



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
  Collection: Collection;
  Comment: Comment;
  ModerationAct: ModerationAct;
  ModerationCase: ModerationCase;
  Post: Post;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Collection:
    ( { __typename: 'Collection' }
    & GraphQLRecursivePick<FederationTypes['Collection'], {"id":true}> );
  Comment:
    ( { __typename: 'Comment' }
    & GraphQLRecursivePick<FederationTypes['Comment'], {"id":true}> );
  ModerationAct:
    ( { __typename: 'ModerationAct' }
    & GraphQLRecursivePick<FederationTypes['ModerationAct'], {"id":true}> );
  ModerationCase:
    ( { __typename: 'ModerationCase' }
    & GraphQLRecursivePick<FederationTypes['ModerationCase'], {"id":true}> );
  Post:
    ( { __typename: 'Post' }
    & GraphQLRecursivePick<FederationTypes['Post'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( CollectionParent )
    | ( CommentParent )
    | ( ModerationActParent )
    | ( ModerationCaseParent )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddToCollectionInput: AddToCollectionInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddToCollectionPayload: ResolverTypeWrapper<Omit<AddToCollectionPayload, 'collection' | 'post'> & { collection?: Maybe<ResolversTypes['Collection']>, post?: Maybe<ResolversTypes['Post']> }>;
  Collection: ResolverTypeWrapper<CollectionParent>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CollectionConnection: ResolverTypeWrapper<Omit<CollectionConnection, 'edges'> & { edges: Array<ResolversTypes['CollectionEdge']> }>;
  CollectionEdge: ResolverTypeWrapper<Omit<CollectionEdge, 'node'> & { node?: Maybe<ResolversTypes['Collection']> }>;
  Comment: ResolverTypeWrapper<CommentParent>;
  CommentConnection: ResolverTypeWrapper<Omit<CommentConnection, 'edges'> & { edges: Array<ResolversTypes['CommentEdge']> }>;
  CommentEdge: ResolverTypeWrapper<Omit<CommentEdge, 'node'> & { node?: Maybe<ResolversTypes['Comment']> }>;
  CreateCollectionInput: CreateCollectionInput;
  CreateCollectionPayload: ResolverTypeWrapper<Omit<CreateCollectionPayload, 'collection'> & { collection?: Maybe<ResolversTypes['Collection']> }>;
  CreateCommentInput: CreateCommentInput;
  CreateCommentPayload: ResolverTypeWrapper<Omit<CreateCommentPayload, 'comment' | 'post'> & { comment?: Maybe<ResolversTypes['Comment']>, post?: Maybe<ResolversTypes['Post']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DecideReportInput: DecideReportInput;
  DecideReportPayload: ResolverTypeWrapper<Omit<DecideReportPayload, 'case'> & { case?: Maybe<ResolversTypes['ModerationCase']> }>;
  DeleteCollectionInput: DeleteCollectionInput;
  DeleteCollectionPayload: ResolverTypeWrapper<DeleteCollectionPayload>;
  DeleteCommentInput: DeleteCommentInput;
  DeleteCommentPayload: ResolverTypeWrapper<Omit<DeleteCommentPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  LikePostInput: LikePostInput;
  LikePostPayload: ResolverTypeWrapper<Omit<LikePostPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  MarkNotificationsReadInput: MarkNotificationsReadInput;
  MarkNotificationsReadPayload: ResolverTypeWrapper<MarkNotificationsReadPayload>;
  Mention: ResolverTypeWrapper<MentionParent>;
  ModerationAct: ResolverTypeWrapper<ModerationActParent>;
  ModerationActConnection: ResolverTypeWrapper<Omit<ModerationActConnection, 'edges'> & { edges: Array<ResolversTypes['ModerationActEdge']> }>;
  ModerationActEdge: ResolverTypeWrapper<Omit<ModerationActEdge, 'node'> & { node?: Maybe<ResolversTypes['ModerationAct']> }>;
  ModerationAction: ModerationAction;
  ModerationCase: ResolverTypeWrapper<ModerationCaseParent>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ModerationCaseConnection: ResolverTypeWrapper<Omit<ModerationCaseConnection, 'edges'> & { edges: Array<ResolversTypes['ModerationCaseEdge']> }>;
  ModerationCaseEdge: ResolverTypeWrapper<Omit<ModerationCaseEdge, 'node'> & { node?: Maybe<ResolversTypes['ModerationCase']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Notification: ResolverTypeWrapper<NotificationParent>;
  NotificationConnection: ResolverTypeWrapper<NotificationConnectionParent>;
  NotificationEdge: ResolverTypeWrapper<Omit<NotificationEdge, 'node'> & { node?: Maybe<ResolversTypes['Notification']> }>;
  NotificationKind: NotificationKind;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Post: ResolverTypeWrapper<PostParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReasonCount: ResolverTypeWrapper<ReasonCount>;
  RecordViewsInput: RecordViewsInput;
  RecordViewsPayload: ResolverTypeWrapper<RecordViewsPayload>;
  RegisterPushSubscriptionInput: RegisterPushSubscriptionInput;
  RegisterPushSubscriptionPayload: ResolverTypeWrapper<RegisterPushSubscriptionPayload>;
  RemoveFromCollectionInput: RemoveFromCollectionInput;
  RemoveFromCollectionPayload: ResolverTypeWrapper<Omit<RemoveFromCollectionPayload, 'collection'> & { collection?: Maybe<ResolversTypes['Collection']> }>;
  RemovePushSubscriptionInput: RemovePushSubscriptionInput;
  RemovePushSubscriptionPayload: ResolverTypeWrapper<RemovePushSubscriptionPayload>;
  RenameCollectionInput: RenameCollectionInput;
  RenameCollectionPayload: ResolverTypeWrapper<Omit<RenameCollectionPayload, 'collection'> & { collection?: Maybe<ResolversTypes['Collection']> }>;
  Report: ResolverTypeWrapper<ReportParent>;
  ReportInput: ReportInput;
  ReportPayload: ResolverTypeWrapper<ReportPayload>;
  ReportReason: ReportReason;
  ReportSubject: ResolverTypeWrapper<ReportSubjectParent>;
  SavePostInput: SavePostInput;
  SavePostPayload: ResolverTypeWrapper<Omit<SavePostPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  SavedPostConnection: ResolverTypeWrapper<Omit<SavedPostConnection, 'edges'> & { edges: Array<ResolversTypes['SavedPostEdge']> }>;
  SavedPostEdge: ResolverTypeWrapper<Omit<SavedPostEdge, 'node'> & { node?: Maybe<ResolversTypes['Post']> }>;
  SetCommentsEnabledInput: SetCommentsEnabledInput;
  SetCommentsEnabledPayload: ResolverTypeWrapper<Omit<SetCommentsEnabledPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  Story: ResolverTypeWrapper<StoryParent>;
  UnlikePostInput: UnlikePostInput;
  UnlikePostPayload: ResolverTypeWrapper<Omit<UnlikePostPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  UnsavePostInput: UnsavePostInput;
  UnsavePostPayload: ResolverTypeWrapper<Omit<UnsavePostPayload, 'post'> & { post?: Maybe<ResolversTypes['Post']> }>;
  User: ResolverTypeWrapper<UserParent>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddToCollectionInput: AddToCollectionInput;
  ID: Scalars['ID']['output'];
  AddToCollectionPayload: Omit<AddToCollectionPayload, 'collection' | 'post'> & { collection?: Maybe<ResolversParentTypes['Collection']>, post?: Maybe<ResolversParentTypes['Post']> };
  Collection: CollectionParent;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  CollectionConnection: Omit<CollectionConnection, 'edges'> & { edges: Array<ResolversParentTypes['CollectionEdge']> };
  CollectionEdge: Omit<CollectionEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Collection']> };
  Comment: CommentParent;
  CommentConnection: Omit<CommentConnection, 'edges'> & { edges: Array<ResolversParentTypes['CommentEdge']> };
  CommentEdge: Omit<CommentEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Comment']> };
  CreateCollectionInput: CreateCollectionInput;
  CreateCollectionPayload: Omit<CreateCollectionPayload, 'collection'> & { collection?: Maybe<ResolversParentTypes['Collection']> };
  CreateCommentInput: CreateCommentInput;
  CreateCommentPayload: Omit<CreateCommentPayload, 'comment' | 'post'> & { comment?: Maybe<ResolversParentTypes['Comment']>, post?: Maybe<ResolversParentTypes['Post']> };
  DateTime: Scalars['DateTime']['output'];
  DecideReportInput: DecideReportInput;
  DecideReportPayload: Omit<DecideReportPayload, 'case'> & { case?: Maybe<ResolversParentTypes['ModerationCase']> };
  DeleteCollectionInput: DeleteCollectionInput;
  DeleteCollectionPayload: DeleteCollectionPayload;
  DeleteCommentInput: DeleteCommentInput;
  DeleteCommentPayload: Omit<DeleteCommentPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  LikePostInput: LikePostInput;
  LikePostPayload: Omit<LikePostPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  MarkNotificationsReadInput: MarkNotificationsReadInput;
  MarkNotificationsReadPayload: MarkNotificationsReadPayload;
  Mention: MentionParent;
  ModerationAct: ModerationActParent;
  ModerationActConnection: Omit<ModerationActConnection, 'edges'> & { edges: Array<ResolversParentTypes['ModerationActEdge']> };
  ModerationActEdge: Omit<ModerationActEdge, 'node'> & { node?: Maybe<ResolversParentTypes['ModerationAct']> };
  ModerationCase: ModerationCaseParent;
  Boolean: Scalars['Boolean']['output'];
  ModerationCaseConnection: Omit<ModerationCaseConnection, 'edges'> & { edges: Array<ResolversParentTypes['ModerationCaseEdge']> };
  ModerationCaseEdge: Omit<ModerationCaseEdge, 'node'> & { node?: Maybe<ResolversParentTypes['ModerationCase']> };
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Notification: NotificationParent;
  NotificationConnection: NotificationConnectionParent;
  NotificationEdge: Omit<NotificationEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Notification']> };
  PageInfo: PageInfo;
  Post: PostParent;
  Query: Record<PropertyKey, never>;
  ReasonCount: ReasonCount;
  RecordViewsInput: RecordViewsInput;
  RecordViewsPayload: RecordViewsPayload;
  RegisterPushSubscriptionInput: RegisterPushSubscriptionInput;
  RegisterPushSubscriptionPayload: RegisterPushSubscriptionPayload;
  RemoveFromCollectionInput: RemoveFromCollectionInput;
  RemoveFromCollectionPayload: Omit<RemoveFromCollectionPayload, 'collection'> & { collection?: Maybe<ResolversParentTypes['Collection']> };
  RemovePushSubscriptionInput: RemovePushSubscriptionInput;
  RemovePushSubscriptionPayload: RemovePushSubscriptionPayload;
  RenameCollectionInput: RenameCollectionInput;
  RenameCollectionPayload: Omit<RenameCollectionPayload, 'collection'> & { collection?: Maybe<ResolversParentTypes['Collection']> };
  Report: ReportParent;
  ReportInput: ReportInput;
  ReportPayload: ReportPayload;
  ReportSubject: ReportSubjectParent;
  SavePostInput: SavePostInput;
  SavePostPayload: Omit<SavePostPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  SavedPostConnection: Omit<SavedPostConnection, 'edges'> & { edges: Array<ResolversParentTypes['SavedPostEdge']> };
  SavedPostEdge: Omit<SavedPostEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Post']> };
  SetCommentsEnabledInput: SetCommentsEnabledInput;
  SetCommentsEnabledPayload: Omit<SetCommentsEnabledPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  Story: StoryParent;
  UnlikePostInput: UnlikePostInput;
  UnlikePostPayload: Omit<UnlikePostPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  UnsavePostInput: UnsavePostInput;
  UnsavePostPayload: Omit<UnsavePostPayload, 'post'> & { post?: Maybe<ResolversParentTypes['Post']> };
  User: UserParent;
  UserError: UserError;
};

export type AddToCollectionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['AddToCollectionPayload'] = ResolversParentTypes['AddToCollectionPayload']> = {
  collection?: Resolver<Maybe<ResolversTypes['Collection']>, ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CollectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Collection'] = ResolversParentTypes['Collection'], FederationReferenceType extends FederationReferenceTypes['Collection'] = FederationReferenceTypes['Collection']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Collection']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  posts?: Resolver<ResolversTypes['SavedPostConnection'], ParentType, ContextType, RequireFields<CollectionPostsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CollectionConnectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['CollectionConnection'] = ResolversParentTypes['CollectionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CollectionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CollectionEdgeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['CollectionEdge'] = ResolversParentTypes['CollectionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Collection']>, ParentType, ContextType>;
};

export type CommentResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment'], FederationReferenceType extends FederationReferenceTypes['Comment'] = FederationReferenceTypes['Comment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Comment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  author?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mentions?: Resolver<Array<ResolversTypes['Mention']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  post?: Resolver<ResolversTypes['Post'], ParentType, ContextType>;
  replies?: Resolver<ResolversTypes['CommentConnection'], ParentType, ContextType, RequireFields<CommentRepliesArgs, 'first'>>;
  replyCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  replyTo?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentConnectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['CommentConnection'] = ResolversParentTypes['CommentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CommentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CommentEdgeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['CommentEdge'] = ResolversParentTypes['CommentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
};

export type CreateCollectionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['CreateCollectionPayload'] = ResolversParentTypes['CreateCollectionPayload']> = {
  collection?: Resolver<Maybe<ResolversTypes['Collection']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CreateCommentPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['CreateCommentPayload'] = ResolversParentTypes['CreateCommentPayload']> = {
  comment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecideReportPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['DecideReportPayload'] = ResolversParentTypes['DecideReportPayload']> = {
  case?: Resolver<Maybe<ResolversTypes['ModerationCase']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteCollectionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['DeleteCollectionPayload'] = ResolversParentTypes['DeleteCollectionPayload']> = {
  deletedCollectionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DeleteCommentPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['DeleteCommentPayload'] = ResolversParentTypes['DeleteCommentPayload']> = {
  deletedCommentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type LikePostPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['LikePostPayload'] = ResolversParentTypes['LikePostPayload']> = {
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MarkNotificationsReadPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['MarkNotificationsReadPayload'] = ResolversParentTypes['MarkNotificationsReadPayload']> = {
  unreadCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MentionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Mention'] = ResolversParentTypes['Mention']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type ModerationActResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ModerationAct'] = ResolversParentTypes['ModerationAct'], FederationReferenceType extends FederationReferenceTypes['ModerationAct'] = FederationReferenceTypes['ModerationAct']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModerationAct']> | FederationReferenceType, FederationReferenceType, ContextType>;
  action?: Resolver<ResolversTypes['ModerationAction'], ParentType, ContextType>;
  case?: Resolver<Maybe<ResolversTypes['ModerationCase']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  moderator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subjectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModerationActConnectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ModerationActConnection'] = ResolversParentTypes['ModerationActConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ModerationActEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ModerationActEdgeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ModerationActEdge'] = ResolversParentTypes['ModerationActEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['ModerationAct']>, ParentType, ContextType>;
};

export type ModerationCaseResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ModerationCase'] = ResolversParentTypes['ModerationCase'], FederationReferenceType extends FederationReferenceTypes['ModerationCase'] = FederationReferenceTypes['ModerationCase']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModerationCase']> | FederationReferenceType, FederationReferenceType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isHidden?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['ReasonCount']>, ParentType, ContextType>;
  reportCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reports?: Resolver<Array<ResolversTypes['Report']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ReportSubject']>, ParentType, ContextType>;
  subjectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModerationCaseConnectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ModerationCaseConnection'] = ResolversParentTypes['ModerationCaseConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ModerationCaseEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ModerationCaseEdgeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ModerationCaseEdge'] = ResolversParentTypes['ModerationCaseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['ModerationCase']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addToCollection?: Resolver<ResolversTypes['AddToCollectionPayload'], ParentType, ContextType, RequireFields<MutationAddToCollectionArgs, 'input'>>;
  createCollection?: Resolver<ResolversTypes['CreateCollectionPayload'], ParentType, ContextType, RequireFields<MutationCreateCollectionArgs, 'input'>>;
  createComment?: Resolver<ResolversTypes['CreateCommentPayload'], ParentType, ContextType, RequireFields<MutationCreateCommentArgs, 'input'>>;
  decideReport?: Resolver<ResolversTypes['DecideReportPayload'], ParentType, ContextType, RequireFields<MutationDecideReportArgs, 'input'>>;
  deleteCollection?: Resolver<ResolversTypes['DeleteCollectionPayload'], ParentType, ContextType, RequireFields<MutationDeleteCollectionArgs, 'input'>>;
  deleteComment?: Resolver<ResolversTypes['DeleteCommentPayload'], ParentType, ContextType, RequireFields<MutationDeleteCommentArgs, 'input'>>;
  likePost?: Resolver<ResolversTypes['LikePostPayload'], ParentType, ContextType, RequireFields<MutationLikePostArgs, 'input'>>;
  markNotificationsRead?: Resolver<ResolversTypes['MarkNotificationsReadPayload'], ParentType, ContextType, RequireFields<MutationMarkNotificationsReadArgs, 'input'>>;
  recordViews?: Resolver<ResolversTypes['RecordViewsPayload'], ParentType, ContextType, RequireFields<MutationRecordViewsArgs, 'input'>>;
  registerPushSubscription?: Resolver<ResolversTypes['RegisterPushSubscriptionPayload'], ParentType, ContextType, RequireFields<MutationRegisterPushSubscriptionArgs, 'input'>>;
  removeFromCollection?: Resolver<ResolversTypes['RemoveFromCollectionPayload'], ParentType, ContextType, RequireFields<MutationRemoveFromCollectionArgs, 'input'>>;
  removePushSubscription?: Resolver<ResolversTypes['RemovePushSubscriptionPayload'], ParentType, ContextType, RequireFields<MutationRemovePushSubscriptionArgs, 'input'>>;
  renameCollection?: Resolver<ResolversTypes['RenameCollectionPayload'], ParentType, ContextType, RequireFields<MutationRenameCollectionArgs, 'input'>>;
  report?: Resolver<ResolversTypes['ReportPayload'], ParentType, ContextType, RequireFields<MutationReportArgs, 'input'>>;
  savePost?: Resolver<ResolversTypes['SavePostPayload'], ParentType, ContextType, RequireFields<MutationSavePostArgs, 'input'>>;
  setCommentsEnabled?: Resolver<ResolversTypes['SetCommentsEnabledPayload'], ParentType, ContextType, RequireFields<MutationSetCommentsEnabledArgs, 'input'>>;
  unlikePost?: Resolver<ResolversTypes['UnlikePostPayload'], ParentType, ContextType, RequireFields<MutationUnlikePostArgs, 'input'>>;
  unsavePost?: Resolver<ResolversTypes['UnsavePostPayload'], ParentType, ContextType, RequireFields<MutationUnsavePostArgs, 'input'>>;
};

export type NodeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Collection' | 'Comment' | 'ModerationAct' | 'ModerationCase', ParentType, ContextType>;
};

export type NotificationResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Notification'] = ResolversParentTypes['Notification']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  actors?: Resolver<Array<Maybe<ResolversTypes['User']>>, ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isRead?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NotificationKind'], ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
};

export type NotificationConnectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['NotificationConnection'] = ResolversParentTypes['NotificationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NotificationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationEdgeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['NotificationEdge'] = ResolversParentTypes['NotificationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Notification']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Post'] = ResolversParentTypes['Post'], FederationReferenceType extends FederationReferenceTypes['Post'] = FederationReferenceTypes['Post']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Post']> | FederationReferenceType, FederationReferenceType, ContextType>;
  commentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  comments?: Resolver<ResolversTypes['CommentConnection'], ParentType, ContextType, RequireFields<PostCommentsArgs, 'first'>>;
  commentsEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  likeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  viewCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  viewerHasLiked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerHasSaved?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  auditTrail?: Resolver<ResolversTypes['ModerationActConnection'], ParentType, ContextType, RequireFields<QueryAuditTrailArgs, 'first'>>;
  collections?: Resolver<ResolversTypes['CollectionConnection'], ParentType, ContextType, RequireFields<QueryCollectionsArgs, 'first'>>;
  moderationQueue?: Resolver<ResolversTypes['ModerationCaseConnection'], ParentType, ContextType, RequireFields<QueryModerationQueueArgs, 'first'>>;
  notifications?: Resolver<ResolversTypes['NotificationConnection'], ParentType, ContextType, RequireFields<QueryNotificationsArgs, 'first'>>;
  pushPublicKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  savedPosts?: Resolver<ResolversTypes['SavedPostConnection'], ParentType, ContextType, RequireFields<QuerySavedPostsArgs, 'first'>>;
  viewerIsAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerIsModerator?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ReasonCountResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ReasonCount'] = ResolversParentTypes['ReasonCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ReportReason'], ParentType, ContextType>;
};

export type RecordViewsPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['RecordViewsPayload'] = ResolversParentTypes['RecordViewsPayload']> = {
  postIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RegisterPushSubscriptionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['RegisterPushSubscriptionPayload'] = ResolversParentTypes['RegisterPushSubscriptionPayload']> = {
  endpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveFromCollectionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['RemoveFromCollectionPayload'] = ResolversParentTypes['RemoveFromCollectionPayload']> = {
  collection?: Resolver<Maybe<ResolversTypes['Collection']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemovePushSubscriptionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['RemovePushSubscriptionPayload'] = ResolversParentTypes['RemovePushSubscriptionPayload']> = {
  endpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RenameCollectionPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['RenameCollectionPayload'] = ResolversParentTypes['RenameCollectionPayload']> = {
  collection?: Resolver<Maybe<ResolversTypes['Collection']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReportResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Report'] = ResolversParentTypes['Report']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ReportReason'], ParentType, ContextType>;
  reporter?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type ReportPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ReportPayload'] = ResolversParentTypes['ReportPayload']> = {
  reportedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ReportSubjectResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['ReportSubject'] = ResolversParentTypes['ReportSubject']> = {
  __resolveType: TypeResolveFn<'Comment' | 'Post' | 'Story' | 'User', ParentType, ContextType>;
};

export type SavePostPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['SavePostPayload'] = ResolversParentTypes['SavePostPayload']> = {
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SavedPostConnectionResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['SavedPostConnection'] = ResolversParentTypes['SavedPostConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SavedPostEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SavedPostEdgeResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['SavedPostEdge'] = ResolversParentTypes['SavedPostEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
};

export type SetCommentsEnabledPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['SetCommentsEnabledPayload'] = ResolversParentTypes['SetCommentsEnabledPayload']> = {
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StoryResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['Story'] = ResolversParentTypes['Story']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnlikePostPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['UnlikePostPayload'] = ResolversParentTypes['UnlikePostPayload']> = {
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnsavePostPayloadResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['UnsavePostPayload'] = ResolversParentTypes['UnsavePostPayload']> = {
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = EngagementContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = EngagementContext> = {
  AddToCollectionPayload?: AddToCollectionPayloadResolvers<ContextType>;
  Collection?: CollectionResolvers<ContextType>;
  CollectionConnection?: CollectionConnectionResolvers<ContextType>;
  CollectionEdge?: CollectionEdgeResolvers<ContextType>;
  Comment?: CommentResolvers<ContextType>;
  CommentConnection?: CommentConnectionResolvers<ContextType>;
  CommentEdge?: CommentEdgeResolvers<ContextType>;
  CreateCollectionPayload?: CreateCollectionPayloadResolvers<ContextType>;
  CreateCommentPayload?: CreateCommentPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DecideReportPayload?: DecideReportPayloadResolvers<ContextType>;
  DeleteCollectionPayload?: DeleteCollectionPayloadResolvers<ContextType>;
  DeleteCommentPayload?: DeleteCommentPayloadResolvers<ContextType>;
  LikePostPayload?: LikePostPayloadResolvers<ContextType>;
  MarkNotificationsReadPayload?: MarkNotificationsReadPayloadResolvers<ContextType>;
  Mention?: MentionResolvers<ContextType>;
  ModerationAct?: ModerationActResolvers<ContextType>;
  ModerationActConnection?: ModerationActConnectionResolvers<ContextType>;
  ModerationActEdge?: ModerationActEdgeResolvers<ContextType>;
  ModerationCase?: ModerationCaseResolvers<ContextType>;
  ModerationCaseConnection?: ModerationCaseConnectionResolvers<ContextType>;
  ModerationCaseEdge?: ModerationCaseEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Notification?: NotificationResolvers<ContextType>;
  NotificationConnection?: NotificationConnectionResolvers<ContextType>;
  NotificationEdge?: NotificationEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Post?: PostResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReasonCount?: ReasonCountResolvers<ContextType>;
  RecordViewsPayload?: RecordViewsPayloadResolvers<ContextType>;
  RegisterPushSubscriptionPayload?: RegisterPushSubscriptionPayloadResolvers<ContextType>;
  RemoveFromCollectionPayload?: RemoveFromCollectionPayloadResolvers<ContextType>;
  RemovePushSubscriptionPayload?: RemovePushSubscriptionPayloadResolvers<ContextType>;
  RenameCollectionPayload?: RenameCollectionPayloadResolvers<ContextType>;
  Report?: ReportResolvers<ContextType>;
  ReportPayload?: ReportPayloadResolvers<ContextType>;
  ReportSubject?: ReportSubjectResolvers<ContextType>;
  SavePostPayload?: SavePostPayloadResolvers<ContextType>;
  SavedPostConnection?: SavedPostConnectionResolvers<ContextType>;
  SavedPostEdge?: SavedPostEdgeResolvers<ContextType>;
  SetCommentsEnabledPayload?: SetCommentsEnabledPayloadResolvers<ContextType>;
  Story?: StoryResolvers<ContextType>;
  UnlikePostPayload?: UnlikePostPayloadResolvers<ContextType>;
  UnsavePostPayload?: UnsavePostPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

