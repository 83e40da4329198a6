import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserParent, SessionParent, SignedInSessionParent } from './parents.ts';
import type { UserContext } from './context.ts';
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

export type AcceptFollowRequestInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `acceptFollowRequest`. */
export type AcceptFollowRequestPayload = {
  /** The account that now follows the viewer. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type BeginTotpInput = {
  password: Scalars['String']['input'];
};

/** Answer to `beginTotp`. Neither is shown again. */
export type BeginTotpPayload = {
  /** Base 32, to be typed. */
  secret: Maybe<Scalars['String']['output']>;
  /** `otpauth://totp/…`, to be shown as a QR code. */
  uri: Maybe<Scalars['String']['output']>;
  userErrors: Array<UserError>;
};

export type BlockUserInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `blockUser`. */
export type BlockUserPayload = {
  /** The account that is now blocked, which the viewer cannot load any more. */
  blockedUserId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

export type ChangePasswordInput = {
  /** Of an account with a second factor: six digits, or a recovery code. */
  code?: InputMaybe<Scalars['String']['input']>;
  currentPassword: Scalars['String']['input'];
  /** 8 to 256 characters. */
  newPassword: Scalars['String']['input'];
};

/** Answer to `changePassword`. */
export type ChangePasswordPayload = {
  /** How many other sessions it ended. */
  endedSessions: Maybe<Scalars['Int']['output']>;
  userErrors: Array<UserError>;
};

export type CompleteSignInInput = {
  /** Six digits, or a recovery code. */
  code: Scalars['String']['input'];
  /** As `signIn` answered it. */
  ticket: Scalars['String']['input'];
};

/** Answer to `completeSignIn`. */
export type CompleteSignInPayload = {
  session: Maybe<Session>;
  userErrors: Array<UserError>;
};

export type ConfirmTotpInput = {
  /** Six digits. */
  code: Scalars['String']['input'];
};

/** Answer to `confirmTotp`. */
export type ConfirmTotpPayload = {
  /** Each good once in place of a code. Not shown again. */
  recoveryCodes: Maybe<Array<Scalars['String']['output']>>;
  secondFactor: Maybe<SecondFactor>;
  userErrors: Array<UserError>;
};

/** All that an account has: JSON files, and photos as they were uploaded. */
export type DataExport = {
  /** When a READY export is destroyed. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Hundredths that are done. */
  progress: Scalars['Int']['output'];
  state: DataExportState;
  /** While READY: where to GET the zip, for ten minutes. The address is the right to do so: keep it secret. */
  url: Maybe<Scalars['String']['output']>;
};

/** The life of a data export. */
export type DataExportState =
  /** It is destroyed. */
  | 'EXPIRED'
  /** It could not be made. Ask again. */
  | 'FAILED'
  | 'PENDING'
  | 'READY';

export type DeleteAccountInput = {
  /** Of an account with a second factor: six digits, or a recovery code. */
  code?: InputMaybe<Scalars['String']['input']>;
  password: Scalars['String']['input'];
};

/** Answer to `deleteAccount`. */
export type DeleteAccountPayload = {
  restorableUntil: Maybe<Scalars['DateTime']['output']>;
  userErrors: Array<UserError>;
};

export type DisableTotpInput = {
  /** Six digits, or a recovery code. */
  code: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** Answer to `disableTotp`. */
export type DisableTotpPayload = {
  secondFactor: Maybe<SecondFactor>;
  userErrors: Array<UserError>;
};

export type FollowUserInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `followUser`. */
export type FollowUserPayload = {
  /** The account that is now followed. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type Mutation = {
  /** Lets an account follow the viewer that asked to. */
  acceptFollowRequest: AcceptFollowRequestPayload;
  /**
   * Makes a secret for the viewer's authenticator app (TOTP: six digits, 30 seconds, SHA-1). It is asked for from `confirmTotp` on.
   * Called again before that, it makes another one.
   */
  beginTotp: BeginTotpPayload;
  /** Blocks an account: from the next read on neither sees anything of the other, and neither follows the other any more. */
  blockUser: BlockUserPayload;
  /** Sets a new password, and ends every other session of the viewer's. */
  changePassword: ChangePasswordPayload;
  /** Opens the session that `signIn` answered a ticket for. */
  completeSignIn: CompleteSignInPayload;
  /** Turns the second factor on, with a first code from the app. Sessions that are open stay so. */
  confirmTotp: ConfirmTotpPayload;
  /**
   * Deletes the viewer's account. It is signed out everywhere, and with the next read nobody sees anything of it; counts follow within
   * seconds. Until `restorableUntil` it can be restored; then it is destroyed, with everything that it has.
   */
  deleteAccount: DeleteAccountPayload;
  /** Turns the second factor off. */
  disableTotp: DisableTotpPayload;
  /** Follows an account, or asks to where it is private: see `viewerIsFollowing` and `viewerHasRequested`. Doing it again changes nothing. */
  followUser: FollowUserPayload;
  /** Leaves an account's posts out of the viewer's feeds and lists. It does not notice. */
  muteUser: MuteUserPayload;
  /**
   * Trades a refresh token for a fresh pair of tokens. A refresh token works once: used again later, the whole session is revoked.
   * Within 30 seconds a repeat gets the same refresh token once more, so that a client that lost the answer may ask again.
   */
  refreshSession: RefreshSessionPayload;
  /** Ends that an account follows the viewer, or its request to. It is not told. Doing it again changes nothing. */
  removeFollower: RemoveFollowerPayload;
  /** Makes ten other recovery codes; those before are worth nothing any more. */
  renewRecoveryCodes: RenewRecoveryCodesPayload;
  /** Begins to gather all that the viewer has, as a zip: one at a time, and one a day. Originals that are archived take some hours. */
  requestDataExport: RequestDataExportPayload;
  /** Brings a deleted account back as it was, and signs it in. */
  restoreAccount: RestoreAccountPayload;
  /** Ends one of the viewer's sessions, on whichever device. Access tokens already given out stay good for what is left of their 15 minutes. */
  revokeSession: RevokeSessionPayload;
  /** Opens a session with an e-mail address or handle, and a password. */
  signIn: SignInPayload;
  /**
   * Ends the session of the given refresh token, or the one that the request is signed in with. Access tokens already given out
   * stay good for what is left of their 15 minutes.
   */
  signOut: SignOutPayload;
  /** Creates an account and signs it in. */
  signUp: SignUpPayload;
  /** Takes a block back. Who followed whom before is not brought back. */
  unblockUser: UnblockUserPayload;
  /** Stops following an account, or takes the request back. Doing it again changes nothing. */
  unfollowUser: UnfollowUserPayload;
  /** Takes a mute back. */
  unmuteUser: UnmuteUserPayload;
  /** Changes the viewer's own profile. What is left out stays. */
  updateProfile: UpdateProfilePayload;
};


export type MutationAcceptFollowRequestArgs = {
  input: AcceptFollowRequestInput;
};


export type MutationBeginTotpArgs = {
  input: BeginTotpInput;
};


export type MutationBlockUserArgs = {
  input: BlockUserInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationCompleteSignInArgs = {
  input: CompleteSignInInput;
};


export type MutationConfirmTotpArgs = {
  input: ConfirmTotpInput;
};


export type MutationDeleteAccountArgs = {
  input: DeleteAccountInput;
};


export type MutationDisableTotpArgs = {
  input: DisableTotpInput;
};


export type MutationFollowUserArgs = {
  input: FollowUserInput;
};


export type MutationMuteUserArgs = {
  input: MuteUserInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRemoveFollowerArgs = {
  input: RemoveFollowerInput;
};


export type MutationRenewRecoveryCodesArgs = {
  input: RenewRecoveryCodesInput;
};


export type MutationRequestDataExportArgs = {
  input: RequestDataExportInput;
};


export type MutationRestoreAccountArgs = {
  input: RestoreAccountInput;
};


export type MutationRevokeSessionArgs = {
  input: RevokeSessionInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignOutArgs = {
  input?: SignOutInput;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationUnblockUserArgs = {
  input: UnblockUserInput;
};


export type MutationUnfollowUserArgs = {
  input: UnfollowUserInput;
};


export type MutationUnmuteUserArgs = {
  input: UnmuteUserInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

export type MuteUserInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `muteUser`. */
export type MuteUserPayload = {
  /** The account that is now muted. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

/** Anything with a global id, so that `node` can find it again. */
export type Node = {
  /** Opaque, and unique among all types. */
  id: Scalars['ID']['output'];
};

/** Where a page ends, and whether there is more. */
export type PageInfo = {
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

export type Query = {
  /** Accounts that the viewer blocks, the latest first. Nothing else shows them to the viewer. */
  blockedUsers: UserConnection;
  /** The viewer's latest data export; null when none was asked for. */
  dataExport: Maybe<DataExport>;
  /** Accounts that asked to follow the viewer's private one, the latest first. */
  followRequests: UserConnection;
  /** Accounts that the viewer mutes, the latest first. */
  mutedUsers: UserConnection;
  /** Accounts that the viewer may want to follow: those that most of the followed do first, then authors of Explore. Up to 100 in all. */
  recommendedUsers: RecommendedUserConnection;
  /**
   * Accounts whose handle or name is like the text, whatever the case and accents: the one of that handle first, then those that begin so, of
   * both those that the viewer follows first, then the most alike. Up to 100 in all.
   */
  searchUsers: UserConnection;
  /** Whether the viewer signs in with a second factor. */
  secondFactor: SecondFactor;
  /** Where the viewer is signed in, the latest first. */
  signedInSessions: SignedInSessionConnection;
  /** An account by its global id, or null. */
  user: Maybe<User>;
  /** An account by its handle (without the @), or null. */
  userByHandle: Maybe<User>;
  /** The signed-in account, or null. */
  viewer: Maybe<User>;
};


export type QueryBlockedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryFollowRequestsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryMutedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryRecommendedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QuerySearchUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  query: Scalars['String']['input'];
};


export type QuerySignedInSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUserByHandleArgs = {
  handle: Scalars['String']['input'];
};

/** A page of recommended accounts. */
export type RecommendedUserConnection = {
  edges: Array<RecommendedUserEdge>;
  /** Whether recommendations are switched off to save load. The page is empty then: leave them out, and ask again in some minutes. */
  isPaused: Scalars['Boolean']['output'];
  pageInfo: PageInfo;
};

/** One account in a page. */
export type RecommendedUserEdge = {
  cursor: Scalars['String']['output'];
  /** How many accounts that the viewer follows also follow this one, of those that were looked at. */
  mutualCount: Scalars['Int']['output'];
  /** Null when the account has gone since. */
  node: Maybe<User>;
};

export type RefreshSessionInput = {
  refreshToken: Scalars['String']['input'];
};

/** Answer to `refreshSession`. */
export type RefreshSessionPayload = {
  session: Maybe<Session>;
  userErrors: Array<UserError>;
};

export type RemoveFollowerInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `removeFollower`. */
export type RemoveFollowerPayload = {
  /** The account that no longer follows the viewer. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type RenewRecoveryCodesInput = {
  /** Six digits, or a recovery code. */
  code: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** Answer to `renewRecoveryCodes`. */
export type RenewRecoveryCodesPayload = {
  /** Each good once in place of a code. Not shown again. */
  recoveryCodes: Maybe<Array<Scalars['String']['output']>>;
  userErrors: Array<UserError>;
};

export type RequestDataExportInput = {
  /** Of an account with a second factor: six digits, or a recovery code. */
  code?: InputMaybe<Scalars['String']['input']>;
  password: Scalars['String']['input'];
};

/** Answer to `requestDataExport`. */
export type RequestDataExportPayload = {
  dataExport: Maybe<DataExport>;
  userErrors: Array<UserError>;
};

export type RestoreAccountInput = {
  /** Of an account with a second factor: six digits, or a recovery code. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** E-mail address or handle. */
  login: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** Answer to `restoreAccount`. */
export type RestoreAccountPayload = {
  session: Maybe<Session>;
  userErrors: Array<UserError>;
};

export type RevokeSessionInput = {
  sessionId: Scalars['ID']['input'];
};

/** Answer to `revokeSession`. */
export type RevokeSessionPayload = {
  /** The session that ended. */
  sessionId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

/** What an account is asked for beside its password. */
export type SecondFactor = {
  activeSince: Maybe<Scalars['DateTime']['output']>;
  isActive: Scalars['Boolean']['output'];
  /** How many recovery codes were not used yet. */
  recoveryCodesLeft: Scalars['Int']['output'];
};

/** What a client keeps to stay signed in. */
export type Session = {
  /** Sent as `Authorization: Bearer …`. A JWT, checked against `/.well-known/jwks.json`. */
  accessToken: Scalars['String']['output'];
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Kept secret; traded by `refreshSession` for the next pair. */
  refreshToken: Scalars['String']['output'];
  refreshTokenExpiresAt: Scalars['DateTime']['output'];
  user: User;
};

export type SignInInput = {
  /** Of an account with a second factor: six digits, or a recovery code. Left out, a ticket is answered. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** E-mail address or handle. */
  login: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** Answer to `signIn`. */
export type SignInPayload = {
  /** With the error SECOND_FACTOR_REQUIRED: for `completeSignIn`, good for five minutes. */
  secondFactorTicket: Maybe<Scalars['String']['output']>;
  session: Maybe<Session>;
  userErrors: Array<UserError>;
};

export type SignOutInput = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};

/** Answer to `signOut`. */
export type SignOutPayload = {
  /** The session that ended, or null when there was none. */
  sessionId: Maybe<Scalars['ID']['output']>;
  userErrors: Array<UserError>;
};

export type SignUpInput = {
  /** Up to 80 characters; the handle when left out. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['String']['input'];
  /** 3 to 30 of a–z, 0–9, dot and underscore, no dot first, last or twice in a row; upper case is lowered. */
  handle: Scalars['String']['input'];
  /** 8 to 256 characters. */
  password: Scalars['String']['input'];
};

/** Answer to `signUp`. */
export type SignUpPayload = {
  session: Maybe<Session>;
  userErrors: Array<UserError>;
};

/** One device on which an account is signed in. */
export type SignedInSession = Node & {
  /** What the app called itself when it signed in; null when it did not. */
  client: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Whether this request belongs to it. */
  isCurrent: Scalars['Boolean']['output'];
  /** When its tokens were last refreshed. */
  refreshedAt: Scalars['DateTime']['output'];
};

/** A page of sessions. */
export type SignedInSessionConnection = {
  edges: Array<SignedInSessionEdge>;
  pageInfo: PageInfo;
};

/** One session in a page. */
export type SignedInSessionEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<SignedInSession>;
};

export type UnblockUserInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `unblockUser`. */
export type UnblockUserPayload = {
  /** The account that is no longer blocked; null when it blocks the viewer. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type UnfollowUserInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `unfollowUser`. */
export type UnfollowUserPayload = {
  /** The account that is no longer followed. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type UnmuteUserInput = {
  userId: Scalars['ID']['input'];
};

/** Answer to `unmuteUser`. */
export type UnmuteUserPayload = {
  /** The account that is no longer muted. */
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

export type UpdateProfileInput = {
  /** Up to 150 characters. */
  bio?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 80 characters. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /**
   * Whether only accepted followers see the account's posts. Those who follow already go on to; images leave public caches within
   * minutes. Back to false, requests stay until they are answered or made anew.
   */
  isPrivate?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Answer to `updateProfile`. */
export type UpdateProfilePayload = {
  user: Maybe<User>;
  userErrors: Array<UserError>;
};

/** An account, as others see it. */
export type User = Node & {
  bio: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  displayName: Scalars['String']['output'];
  /** How many accounts follow this one. */
  followerCount: Scalars['Int']['output'];
  /** Accounts that follow this one, the latest first; none of a private account that the viewer does not follow. */
  followers: UserConnection;
  /** Accounts that this one follows, the latest first; none of a private account that the viewer does not follow. */
  following: UserConnection;
  /** How many accounts this one follows. */
  followingCount: Scalars['Int']['output'];
  /** Unique, lower case, without the @. */
  handle: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** Whether only accepted followers see this account's posts and lists. */
  isPrivate: Scalars['Boolean']['output'];
  /** Whether the viewer asked to follow this private account, which has not answered. */
  viewerHasRequested: Scalars['Boolean']['output'];
  /** Whether the viewer follows this account; false when not signed in. */
  viewerIsFollowing: Scalars['Boolean']['output'];
  /** Whether the viewer mutes this account. */
  viewerIsMuting: Scalars['Boolean']['output'];
};


/** An account, as others see it. */
export type UserFollowersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** An account, as others see it. */
export type UserFollowingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of accounts. */
export type UserConnection = {
  edges: Array<UserEdge>;
  pageInfo: PageInfo;
};

/** One account in a page. */
export type UserEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the account has gone since. */
  node: Maybe<User>;
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
  /** The password is right, but the account is deleted: `restoreAccount` brings it back. */
  | 'ACCOUNT_DELETED'
  /** The account is not deleted, or cannot be restored any more. */
  | 'ACCOUNT_NOT_RESTORABLE'
  /** An account cannot block itself. */
  | 'CANNOT_BLOCK_SELF'
  /** An account cannot follow itself. */
  | 'CANNOT_FOLLOW_SELF'
  /** An account cannot mute itself. */
  | 'CANNOT_MUTE_SELF'
  /** Another account has this e-mail address. */
  | 'EMAIL_TAKEN'
  /** An export is under way, or was asked for within a day. */
  | 'EXPORT_TOO_SOON'
  /** Another account has this handle. */
  | 'HANDLE_TAKEN'
  /** A value is malformed, too long or too short. */
  | 'INVALID'
  /** This account has not asked to follow the viewer. */
  | 'REQUEST_NOT_FOUND'
  /** The second factor is on already. */
  | 'SECOND_FACTOR_ACTIVE'
  /** There is no second factor, or none that was begun. */
  | 'SECOND_FACTOR_INACTIVE'
  /** The password is right, and a code is needed as well. */
  | 'SECOND_FACTOR_REQUIRED'
  /** The refresh token is unknown, used, revoked or expired. Sign in again. */
  | 'SESSION_ENDED'
  /** The viewer has no such session that is signed in. */
  | 'SESSION_NOT_FOUND'
  /** The ticket is unknown or older than five minutes. Sign in again. */
  | 'TICKET_EXPIRED'
  /** Too many codes were wrong: none is looked at for some minutes. Recovery codes still are. */
  | 'TOO_MANY_ATTEMPTS'
  /** There is no such account. */
  | 'USER_NOT_FOUND'
  /** The code is wrong, of another time, or was used before. */
  | 'WRONG_CODE'
  /** No account has this name and password. */
  | 'WRONG_CREDENTIALS';



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
  SignedInSession: SignedInSession;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  SignedInSession:
    ( { __typename: 'SignedInSession' }
    & GraphQLRecursivePick<FederationTypes['SignedInSession'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( SignedInSessionParent )
    | ( UserParent )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptFollowRequestInput: AcceptFollowRequestInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AcceptFollowRequestPayload: ResolverTypeWrapper<Omit<AcceptFollowRequestPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  BeginTotpInput: BeginTotpInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  BeginTotpPayload: ResolverTypeWrapper<BeginTotpPayload>;
  BlockUserInput: BlockUserInput;
  BlockUserPayload: ResolverTypeWrapper<BlockUserPayload>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<ChangePasswordPayload>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CompleteSignInInput: CompleteSignInInput;
  CompleteSignInPayload: ResolverTypeWrapper<Omit<CompleteSignInPayload, 'session'> & { session?: Maybe<ResolversTypes['Session']> }>;
  ConfirmTotpInput: ConfirmTotpInput;
  ConfirmTotpPayload: ResolverTypeWrapper<ConfirmTotpPayload>;
  DataExport: ResolverTypeWrapper<DataExport>;
  DataExportState: DataExportState;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountPayload: ResolverTypeWrapper<DeleteAccountPayload>;
  DisableTotpInput: DisableTotpInput;
  DisableTotpPayload: ResolverTypeWrapper<DisableTotpPayload>;
  FollowUserInput: FollowUserInput;
  FollowUserPayload: ResolverTypeWrapper<Omit<FollowUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MuteUserInput: MuteUserInput;
  MuteUserPayload: ResolverTypeWrapper<Omit<MuteUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecommendedUserConnection: ResolverTypeWrapper<Omit<RecommendedUserConnection, 'edges'> & { edges: Array<ResolversTypes['RecommendedUserEdge']> }>;
  RecommendedUserEdge: ResolverTypeWrapper<Omit<RecommendedUserEdge, 'node'> & { node?: Maybe<ResolversTypes['User']> }>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: ResolverTypeWrapper<Omit<RefreshSessionPayload, 'session'> & { session?: Maybe<ResolversTypes['Session']> }>;
  RemoveFollowerInput: RemoveFollowerInput;
  RemoveFollowerPayload: ResolverTypeWrapper<Omit<RemoveFollowerPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  RenewRecoveryCodesInput: RenewRecoveryCodesInput;
  RenewRecoveryCodesPayload: ResolverTypeWrapper<RenewRecoveryCodesPayload>;
  RequestDataExportInput: RequestDataExportInput;
  RequestDataExportPayload: ResolverTypeWrapper<RequestDataExportPayload>;
  RestoreAccountInput: RestoreAccountInput;
  RestoreAccountPayload: ResolverTypeWrapper<Omit<RestoreAccountPayload, 'session'> & { session?: Maybe<ResolversTypes['Session']> }>;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: ResolverTypeWrapper<RevokeSessionPayload>;
  SecondFactor: ResolverTypeWrapper<SecondFactor>;
  Session: ResolverTypeWrapper<SessionParent>;
  SignInInput: SignInInput;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'session'> & { session?: Maybe<ResolversTypes['Session']> }>;
  SignOutInput: SignOutInput;
  SignOutPayload: ResolverTypeWrapper<SignOutPayload>;
  SignUpInput: SignUpInput;
  SignUpPayload: ResolverTypeWrapper<Omit<SignUpPayload, 'session'> & { session?: Maybe<ResolversTypes['Session']> }>;
  SignedInSession: ResolverTypeWrapper<SignedInSessionParent>;
  SignedInSessionConnection: ResolverTypeWrapper<Omit<SignedInSessionConnection, 'edges'> & { edges: Array<ResolversTypes['SignedInSessionEdge']> }>;
  SignedInSessionEdge: ResolverTypeWrapper<Omit<SignedInSessionEdge, 'node'> & { node?: Maybe<ResolversTypes['SignedInSession']> }>;
  UnblockUserInput: UnblockUserInput;
  UnblockUserPayload: ResolverTypeWrapper<Omit<UnblockUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UnfollowUserInput: UnfollowUserInput;
  UnfollowUserPayload: ResolverTypeWrapper<Omit<UnfollowUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UnmuteUserInput: UnmuteUserInput;
  UnmuteUserPayload: ResolverTypeWrapper<Omit<UnmuteUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserParent>;
  UserConnection: ResolverTypeWrapper<Omit<UserConnection, 'edges'> & { edges: Array<ResolversTypes['UserEdge']> }>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node?: Maybe<ResolversTypes['User']> }>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptFollowRequestInput: AcceptFollowRequestInput;
  ID: Scalars['ID']['output'];
  AcceptFollowRequestPayload: Omit<AcceptFollowRequestPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  BeginTotpInput: BeginTotpInput;
  String: Scalars['String']['output'];
  BeginTotpPayload: BeginTotpPayload;
  BlockUserInput: BlockUserInput;
  BlockUserPayload: BlockUserPayload;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ChangePasswordPayload;
  Int: Scalars['Int']['output'];
  CompleteSignInInput: CompleteSignInInput;
  CompleteSignInPayload: Omit<CompleteSignInPayload, 'session'> & { session?: Maybe<ResolversParentTypes['Session']> };
  ConfirmTotpInput: ConfirmTotpInput;
  ConfirmTotpPayload: ConfirmTotpPayload;
  DataExport: DataExport;
  DateTime: Scalars['DateTime']['output'];
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountPayload: DeleteAccountPayload;
  DisableTotpInput: DisableTotpInput;
  DisableTotpPayload: DisableTotpPayload;
  FollowUserInput: FollowUserInput;
  FollowUserPayload: Omit<FollowUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Mutation: Record<PropertyKey, never>;
  MuteUserInput: MuteUserInput;
  MuteUserPayload: Omit<MuteUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  RecommendedUserConnection: Omit<RecommendedUserConnection, 'edges'> & { edges: Array<ResolversParentTypes['RecommendedUserEdge']> };
  RecommendedUserEdge: Omit<RecommendedUserEdge, 'node'> & { node?: Maybe<ResolversParentTypes['User']> };
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: Omit<RefreshSessionPayload, 'session'> & { session?: Maybe<ResolversParentTypes['Session']> };
  RemoveFollowerInput: RemoveFollowerInput;
  RemoveFollowerPayload: Omit<RemoveFollowerPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  RenewRecoveryCodesInput: RenewRecoveryCodesInput;
  RenewRecoveryCodesPayload: RenewRecoveryCodesPayload;
  RequestDataExportInput: RequestDataExportInput;
  RequestDataExportPayload: RequestDataExportPayload;
  RestoreAccountInput: RestoreAccountInput;
  RestoreAccountPayload: Omit<RestoreAccountPayload, 'session'> & { session?: Maybe<ResolversParentTypes['Session']> };
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: RevokeSessionPayload;
  SecondFactor: SecondFactor;
  Session: SessionParent;
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'session'> & { session?: Maybe<ResolversParentTypes['Session']> };
  SignOutInput: SignOutInput;
  SignOutPayload: SignOutPayload;
  SignUpInput: SignUpInput;
  SignUpPayload: Omit<SignUpPayload, 'session'> & { session?: Maybe<ResolversParentTypes['Session']> };
  SignedInSession: SignedInSessionParent;
  SignedInSessionConnection: Omit<SignedInSessionConnection, 'edges'> & { edges: Array<ResolversParentTypes['SignedInSessionEdge']> };
  SignedInSessionEdge: Omit<SignedInSessionEdge, 'node'> & { node?: Maybe<ResolversParentTypes['SignedInSession']> };
  UnblockUserInput: UnblockUserInput;
  UnblockUserPayload: Omit<UnblockUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UnfollowUserInput: UnfollowUserInput;
  UnfollowUserPayload: Omit<UnfollowUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UnmuteUserInput: UnmuteUserInput;
  UnmuteUserPayload: Omit<UnmuteUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  User: UserParent;
  UserConnection: Omit<UserConnection, 'edges'> & { edges: Array<ResolversParentTypes['UserEdge']> };
  UserEdge: Omit<UserEdge, 'node'> & { node?: Maybe<ResolversParentTypes['User']> };
  UserError: UserError;
};

export type AcceptFollowRequestPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['AcceptFollowRequestPayload'] = ResolversParentTypes['AcceptFollowRequestPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BeginTotpPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['BeginTotpPayload'] = ResolversParentTypes['BeginTotpPayload']> = {
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type BlockUserPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['BlockUserPayload'] = ResolversParentTypes['BlockUserPayload']> = {
  blockedUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  endedSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CompleteSignInPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['CompleteSignInPayload'] = ResolversParentTypes['CompleteSignInPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConfirmTotpPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['ConfirmTotpPayload'] = ResolversParentTypes['ConfirmTotpPayload']> = {
  recoveryCodes?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  secondFactor?: Resolver<Maybe<ResolversTypes['SecondFactor']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DataExportResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['DataExport'] = ResolversParentTypes['DataExport']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DataExportState'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteAccountPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['DeleteAccountPayload'] = ResolversParentTypes['DeleteAccountPayload']> = {
  restorableUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DisableTotpPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['DisableTotpPayload'] = ResolversParentTypes['DisableTotpPayload']> = {
  secondFactor?: Resolver<Maybe<ResolversTypes['SecondFactor']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type FollowUserPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['FollowUserPayload'] = ResolversParentTypes['FollowUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptFollowRequest?: Resolver<ResolversTypes['AcceptFollowRequestPayload'], ParentType, ContextType, RequireFields<MutationAcceptFollowRequestArgs, 'input'>>;
  beginTotp?: Resolver<ResolversTypes['BeginTotpPayload'], ParentType, ContextType, RequireFields<MutationBeginTotpArgs, 'input'>>;
  blockUser?: Resolver<ResolversTypes['BlockUserPayload'], ParentType, ContextType, RequireFields<MutationBlockUserArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordPayload'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  completeSignIn?: Resolver<ResolversTypes['CompleteSignInPayload'], ParentType, ContextType, RequireFields<MutationCompleteSignInArgs, 'input'>>;
  confirmTotp?: Resolver<ResolversTypes['ConfirmTotpPayload'], ParentType, ContextType, RequireFields<MutationConfirmTotpArgs, 'input'>>;
  deleteAccount?: Resolver<ResolversTypes['DeleteAccountPayload'], ParentType, ContextType, RequireFields<MutationDeleteAccountArgs, 'input'>>;
  disableTotp?: Resolver<ResolversTypes['DisableTotpPayload'], ParentType, ContextType, RequireFields<MutationDisableTotpArgs, 'input'>>;
  followUser?: Resolver<ResolversTypes['FollowUserPayload'], ParentType, ContextType, RequireFields<MutationFollowUserArgs, 'input'>>;
  muteUser?: Resolver<ResolversTypes['MuteUserPayload'], ParentType, ContextType, RequireFields<MutationMuteUserArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['RefreshSessionPayload'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  removeFollower?: Resolver<ResolversTypes['RemoveFollowerPayload'], ParentType, ContextType, RequireFields<MutationRemoveFollowerArgs, 'input'>>;
  renewRecoveryCodes?: Resolver<ResolversTypes['RenewRecoveryCodesPayload'], ParentType, ContextType, RequireFields<MutationRenewRecoveryCodesArgs, 'input'>>;
  requestDataExport?: Resolver<ResolversTypes['RequestDataExportPayload'], ParentType, ContextType, RequireFields<MutationRequestDataExportArgs, 'input'>>;
  restoreAccount?: Resolver<ResolversTypes['RestoreAccountPayload'], ParentType, ContextType, RequireFields<MutationRestoreAccountArgs, 'input'>>;
  revokeSession?: Resolver<ResolversTypes['RevokeSessionPayload'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignInPayload'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutPayload'], ParentType, ContextType, RequireFields<MutationSignOutArgs, 'input'>>;
  signUp?: Resolver<ResolversTypes['SignUpPayload'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  unblockUser?: Resolver<ResolversTypes['UnblockUserPayload'], ParentType, ContextType, RequireFields<MutationUnblockUserArgs, 'input'>>;
  unfollowUser?: Resolver<ResolversTypes['UnfollowUserPayload'], ParentType, ContextType, RequireFields<MutationUnfollowUserArgs, 'input'>>;
  unmuteUser?: Resolver<ResolversTypes['UnmuteUserPayload'], ParentType, ContextType, RequireFields<MutationUnmuteUserArgs, 'input'>>;
  updateProfile?: Resolver<ResolversTypes['UpdateProfilePayload'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export type MuteUserPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['MuteUserPayload'] = ResolversParentTypes['MuteUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type NodeResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'SignedInSession' | 'User', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  blockedUsers?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryBlockedUsersArgs, 'first'>>;
  dataExport?: Resolver<Maybe<ResolversTypes['DataExport']>, ParentType, ContextType>;
  followRequests?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryFollowRequestsArgs, 'first'>>;
  mutedUsers?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryMutedUsersArgs, 'first'>>;
  recommendedUsers?: Resolver<ResolversTypes['RecommendedUserConnection'], ParentType, ContextType, RequireFields<QueryRecommendedUsersArgs, 'first'>>;
  searchUsers?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QuerySearchUsersArgs, 'first' | 'query'>>;
  secondFactor?: Resolver<ResolversTypes['SecondFactor'], ParentType, ContextType>;
  signedInSessions?: Resolver<ResolversTypes['SignedInSessionConnection'], ParentType, ContextType, RequireFields<QuerySignedInSessionsArgs, 'first'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  userByHandle?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserByHandleArgs, 'handle'>>;
  viewer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RecommendedUserConnectionResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RecommendedUserConnection'] = ResolversParentTypes['RecommendedUserConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RecommendedUserEdge']>, ParentType, ContextType>;
  isPaused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RecommendedUserEdgeResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RecommendedUserEdge'] = ResolversParentTypes['RecommendedUserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mutualCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RefreshSessionPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RefreshSessionPayload'] = ResolversParentTypes['RefreshSessionPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveFollowerPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RemoveFollowerPayload'] = ResolversParentTypes['RemoveFollowerPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RenewRecoveryCodesPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RenewRecoveryCodesPayload'] = ResolversParentTypes['RenewRecoveryCodesPayload']> = {
  recoveryCodes?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RequestDataExportPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RequestDataExportPayload'] = ResolversParentTypes['RequestDataExportPayload']> = {
  dataExport?: Resolver<Maybe<ResolversTypes['DataExport']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RestoreAccountPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RestoreAccountPayload'] = ResolversParentTypes['RestoreAccountPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevokeSessionPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['RevokeSessionPayload'] = ResolversParentTypes['RevokeSessionPayload']> = {
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SecondFactorResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SecondFactor'] = ResolversParentTypes['SecondFactor']> = {
  activeSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  recoveryCodesLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refreshTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type SignInPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  secondFactorTicket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SignUpPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SignUpPayload'] = ResolversParentTypes['SignUpPayload']> = {
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SignedInSessionResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SignedInSession'] = ResolversParentTypes['SignedInSession'], FederationReferenceType extends FederationReferenceTypes['SignedInSession'] = FederationReferenceTypes['SignedInSession']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SignedInSession']> | FederationReferenceType, FederationReferenceType, ContextType>;
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  refreshedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignedInSessionConnectionResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SignedInSessionConnection'] = ResolversParentTypes['SignedInSessionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SignedInSessionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SignedInSessionEdgeResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['SignedInSessionEdge'] = ResolversParentTypes['SignedInSessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['SignedInSession']>, ParentType, ContextType>;
};

export type UnblockUserPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UnblockUserPayload'] = ResolversParentTypes['UnblockUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnfollowUserPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UnfollowUserPayload'] = ResolversParentTypes['UnfollowUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnmuteUserPayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UnmuteUserPayload'] = ResolversParentTypes['UnmuteUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateProfilePayloadResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  bio?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  followerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  followers?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<UserFollowersArgs, 'first'>>;
  following?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<UserFollowingArgs, 'first'>>;
  followingCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  handle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPrivate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerHasRequested?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerIsFollowing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerIsMuting?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = UserContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = UserContext> = {
  AcceptFollowRequestPayload?: AcceptFollowRequestPayloadResolvers<ContextType>;
  BeginTotpPayload?: BeginTotpPayloadResolvers<ContextType>;
  BlockUserPayload?: BlockUserPayloadResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  CompleteSignInPayload?: CompleteSignInPayloadResolvers<ContextType>;
  ConfirmTotpPayload?: ConfirmTotpPayloadResolvers<ContextType>;
  DataExport?: DataExportResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteAccountPayload?: DeleteAccountPayloadResolvers<ContextType>;
  DisableTotpPayload?: DisableTotpPayloadResolvers<ContextType>;
  FollowUserPayload?: FollowUserPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  MuteUserPayload?: MuteUserPayloadResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecommendedUserConnection?: RecommendedUserConnectionResolvers<ContextType>;
  RecommendedUserEdge?: RecommendedUserEdgeResolvers<ContextType>;
  RefreshSessionPayload?: RefreshSessionPayloadResolvers<ContextType>;
  RemoveFollowerPayload?: RemoveFollowerPayloadResolvers<ContextType>;
  RenewRecoveryCodesPayload?: RenewRecoveryCodesPayloadResolvers<ContextType>;
  RequestDataExportPayload?: RequestDataExportPayloadResolvers<ContextType>;
  RestoreAccountPayload?: RestoreAccountPayloadResolvers<ContextType>;
  RevokeSessionPayload?: RevokeSessionPayloadResolvers<ContextType>;
  SecondFactor?: SecondFactorResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
  SignUpPayload?: SignUpPayloadResolvers<ContextType>;
  SignedInSession?: SignedInSessionResolvers<ContextType>;
  SignedInSessionConnection?: SignedInSessionConnectionResolvers<ContextType>;
  SignedInSessionEdge?: SignedInSessionEdgeResolvers<ContextType>;
  UnblockUserPayload?: UnblockUserPayloadResolvers<ContextType>;
  UnfollowUserPayload?: UnfollowUserPayloadResolvers<ContextType>;
  UnmuteUserPayload?: UnmuteUserPayloadResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

