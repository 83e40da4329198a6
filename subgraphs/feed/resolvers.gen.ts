import type { GraphQLResolveInfo } from 'graphql';
import type { PostParent, UserParent } from './parents.ts';
import type { FeedContext } from './context.ts';
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
  _FieldSet: { input: unknown; output: unknown; }
};

/** A page of Explore. */
export type ExploreConnection = {
  edges: Array<ExploreEdge>;
  /** Whether Explore is switched off to save load. The page is empty then: say so, and ask again in some minutes. */
  isPaused: Scalars['Boolean']['output'];
  pageInfo: PageInfo;
};

/** One post in Explore. */
export type ExploreEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the post was retracted while this page was read. */
  node: Maybe<Post>;
};

/** A page of the home feed. */
export type HomeFeedConnection = {
  edges: Array<HomeFeedEdge>;
  pageInfo: PageInfo;
};

/** One post in the home feed. */
export type HomeFeedEdge = {
  cursor: Scalars['String']['output'];
  /** Null when the post was retracted while this page was read. */
  node: Maybe<Post>;
};

/** Where a page ends, and whether there is more. */
export type PageInfo = {
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

export type Post = {
  author: User;
  id: Scalars['ID']['output'];
};

export type Query = {
  /**
   * Posts that many like, talk about, keep and look at these days, of accounts that the viewer neither follows nor mutes; also for who is not
   * signed in. A ranking is made anew every few minutes; paging stays in the one that it began in.
   */
  explore: ExploreConnection;
  /** Posts of the accounts that the viewer follows, the latest published first. */
  homeFeed: HomeFeedConnection;
};


export type QueryExploreArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryHomeFeedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type User = {
  id: Scalars['ID']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


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





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ExploreConnection: ResolverTypeWrapper<Omit<ExploreConnection, 'edges'> & { edges: Array<ResolversTypes['ExploreEdge']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ExploreEdge: ResolverTypeWrapper<Omit<ExploreEdge, 'node'> & { node?: Maybe<ResolversTypes['Post']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  HomeFeedConnection: ResolverTypeWrapper<Omit<HomeFeedConnection, 'edges'> & { edges: Array<ResolversTypes['HomeFeedEdge']> }>;
  HomeFeedEdge: ResolverTypeWrapper<Omit<HomeFeedEdge, 'node'> & { node?: Maybe<ResolversTypes['Post']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Post: ResolverTypeWrapper<PostParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  User: ResolverTypeWrapper<UserParent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ExploreConnection: Omit<ExploreConnection, 'edges'> & { edges: Array<ResolversParentTypes['ExploreEdge']> };
  Boolean: Scalars['Boolean']['output'];
  ExploreEdge: Omit<ExploreEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Post']> };
  String: Scalars['String']['output'];
  HomeFeedConnection: Omit<HomeFeedConnection, 'edges'> & { edges: Array<ResolversParentTypes['HomeFeedEdge']> };
  HomeFeedEdge: Omit<HomeFeedEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Post']> };
  PageInfo: PageInfo;
  Post: PostParent;
  ID: Scalars['ID']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  User: UserParent;
};

export type ExploreConnectionResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['ExploreConnection'] = ResolversParentTypes['ExploreConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ExploreEdge']>, ParentType, ContextType>;
  isPaused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExploreEdgeResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['ExploreEdge'] = ResolversParentTypes['ExploreEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
};

export type HomeFeedConnectionResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['HomeFeedConnection'] = ResolversParentTypes['HomeFeedConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HomeFeedEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type HomeFeedEdgeResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['HomeFeedEdge'] = ResolversParentTypes['HomeFeedEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['Post'] = ResolversParentTypes['Post']> = {
  author?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  explore?: Resolver<ResolversTypes['ExploreConnection'], ParentType, ContextType, RequireFields<QueryExploreArgs, 'first'>>;
  homeFeed?: Resolver<ResolversTypes['HomeFeedConnection'], ParentType, ContextType, RequireFields<QueryHomeFeedArgs, 'first'>>;
};

export type UserResolvers<ContextType = FeedContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = FeedContext> = {
  ExploreConnection?: ExploreConnectionResolvers<ContextType>;
  ExploreEdge?: ExploreEdgeResolvers<ContextType>;
  HomeFeedConnection?: HomeFeedConnectionResolvers<ContextType>;
  HomeFeedEdge?: HomeFeedEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Post?: PostResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

