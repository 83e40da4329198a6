import { createECDH, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readManifest } from '@halide/gateway/registered.ts'
import { type FragmentDefinitionNode, getOperationAST, Kind, parse, type SelectionSetNode } from 'graphql'
import { Secret, TOTP } from 'otpauth'
import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'

/** What a registered operation may cost: see `docs/api-limits.md`. */
export interface Ceiling {
  /** As the gateway tells it. */
  cost: number
  /** Levels of fields. */
  depth: number
  /** SQL statements of all processes together. */
  statements: number
}

const folder = new URL('../schema/operations/', import.meta.url)
export const operations = readManifest(readFileSync(new URL('manifest.json', folder), 'utf8'))
export const ceilings = JSON.parse(readFileSync(new URL('ceilings.json', folder), 'utf8')) as Record<string, Ceiling>

export interface Answer {
  data: Record<string, { userErrors?: unknown[] } | null>
  errors?: unknown
  extensions: { cost: { operation: number } }
}

/** Sends a registered operation by its id alone. */
export async function askById(url: string, person: Person, id: string, variables: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${person.accessToken}`,
      'x-graphql-cost': '1',
    },
    body: JSON.stringify({ documentId: id, variables }),
  })
  return (await response.json()) as Answer
}

export function depthOf(body: string): number {
  const document = parse(body)
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const levels = (set: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(set?.selections ?? []).map((selection) =>
        selection.kind === Kind.FIELD
          ? 1 + levels(selection.selectionSet)
          : levels(
              selection.kind === Kind.INLINE_FRAGMENT
                ? selection.selectionSet
                : fragments.get(selection.name.value)?.selectionSet,
            ),
      ),
    )
  return levels(getOperationAST(document)?.selectionSet)
}

/** What there is before the first case. */
export interface Scene {
  /** Who asks, and may moderate and operate. */
  viewer: Person
  /** Whom they look at: has a story. */
  other: Person
  /** Has asked to follow the viewer, and reported the post. */
  asker: Person
  /** By `other`, and in the viewer's feed. */
  postId: string
  /** Below that post, with a reply. */
  commentId: string
  /** The viewer's, and seen by `other`. */
  storyId: string
  /** Given up, and not dealt with. */
  quarantinedJobId: string
}

/** Every registered operation, in an order in which all go through, with variables as the web app sends them. */
export function makeCases({ viewer, other, asker, postId, commentId, storyId, quarantinedJobId }: Scene) {
  const reason = 'counted'
  const password = 'a password for journeys'
  const newPassword = 'another one for journeys'
  const { handle } = other
  const endpoint = 'https://push.halide.example/a-browser'
  const upload = async () => (await viewer.upload(await smallPhoto(99))).uploadId
  const answers: Record<string, unknown> = {}
  /** From the answer to an earlier case, of which the path names the operation first. */
  const told = (path: string) =>
    path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], answers as unknown)
  const about = (key: string, path: string) => () => ({ input: { [key]: told(path) } })
  const input = (value: object) => () => ({ input: value })
  const just = (value: object) => () => value
  const [ofPost, ofOther, ofAsker] = [input({ postId }), input({ userId: other.id }), input({ userId: asker.id })]
  const cases: Record<string, () => object | Promise<object>> = {
    Viewer: just({}),
    HomeFeed: just({ first: 8 }),
    Notifications: just({ first: 20 }),
    UnreadCount: just({}),
    MarkNotificationsRead: about('upTo', 'Notifications.edges.0.node.id'),
    Explore: just({ first: 24 }),
    RecommendedUsers: just({ first: 8 }),
    Search: just({ query: handle, first: 20 }),
    HashtagPage: just({ name: 'counted', first: 24 }),
    FollowHashtag: input({ name: 'counted' }),
    FollowedHashtags: just({ first: 50 }),
    UnfollowHashtag: input({ name: 'counted' }),
    PostPage: just({ id: postId, first: 20 }),
    PostProgress: just({ id: postId }),
    Profile: just({ handle, first: 18 }),
    Followers: just({ handle, first: 30 }),
    Following: just({ handle: viewer.handle, first: 30 }),
    FollowRequests: just({ first: 30 }),
    AcceptFollowRequest: ofAsker,
    RemoveFollower: ofAsker,
    UnfollowUser: ofOther,
    FollowUser: ofOther,
    MuteUser: ofOther,
    MutedUsers: just({ first: 30 }),
    UnmuteUser: ofOther,
    BlockUser: ofAsker,
    BlockedUsers: just({ first: 30 }),
    UnblockUser: ofAsker,
    LikePost: ofPost,
    UnlikePost: ofPost,
    SavePost: ofPost,
    SavedPosts: just({ first: 24 }),
    CreateCollection: input({ name: 'Counted' }),
    AddToCollection: () => ({ input: { collectionId: told('CreateCollection.collection.id'), postId } }),
    Collections: just({ first: 100 }),
    CollectionPage: () => ({ id: told('CreateCollection.collection.id'), first: 24 }),
    RenameCollection: () => ({ input: { collectionId: told('CreateCollection.collection.id'), name: 'Recounted' } }),
    DeleteCollection: about('collectionId', 'CreateCollection.collection.id'),
    UnsavePost: ofPost,
    CreateComment: input({ postId, text: 'Counted.' }),
    DeleteComment: about('commentId', 'CreateComment.comment.id'),
    Replies: just({ commentId, first: 20 }),
    RecordViews: input({ postIds: [postId] }),
    StoryTray: just({}),
    Stories: just({ handle }),
    MarkStorySeen: about('storyId', 'Stories.stories.edges.0.node.id'),
    StoryViewers: just({ storyId, first: 30 }),
    CreateStory: async () => ({ input: { photo: { uploadId: await upload() } } }),
    DeleteStory: about('storyId', 'CreateStory.story.id'),
    UpdateProfile: input({ bio: 'Counts.' }),
    SetAvatar: async () => ({ input: { uploadId: await upload() } }),
    AvatarUpdate: just({}),
    RemoveAvatar: just({}),
    CreateUpload: input({ byteSize: 1000, contentType: 'image/jpeg', md5: '0'.repeat(32) }),
    CreatePost: async () => ({ input: { photos: [{ uploadId: await upload() }] } }),
    SetCommentsEnabled: () => ({ input: { postId: told('CreatePost.post.id'), enabled: false } }),
    DeletePost: about('postId', 'CreatePost.post.id'),
    Report: input({ subjectId: postId, reason: 'SPAM' }),
    ViewerRoles: just({}),
    ModerationQueue: just({ first: 10 }),
    DecideReport: () => ({ input: { caseId: told('ModerationQueue.edges.0.node.id'), action: 'HIDE_POST' } }),
    AuditTrail: just({ first: 20 }),
    JobKinds: just({}),
    JobKindPage: just({ name: 'warm_feeds' }),
    PauseJobs: input({ kind: 'warm_feeds', reason }),
    PlanJob: input({ kind: 'warm_feeds', payload: '{}' }),
    RunJob: () => ({ input: { confirmToken: told('PlanJob.plan.confirmToken'), reason } }),
    Jobs: just({ first: 20 }),
    JobPage: () => ({ id: told('RunJob.job.id') }),
    ReprioritizeJob: () => ({ input: { jobId: told('RunJob.job.id'), lane: 'RETRY', reason } }),
    CancelJob: () => ({ input: { jobId: told('RunJob.job.id'), reason } }),
    RetryJob: () => ({ input: { jobId: told('RunJob.job.id'), reason } }),
    DiscardJob: input({ jobId: quarantinedJobId, reason }),
    RetryJobs: input({ kind: 'rank_explore', reason }),
    DiscardJobs: input({ kind: 'check_feeds', reason }),
    ResumeJobs: input({ kind: 'warm_feeds', reason }),
    JobRuns: just({ first: 30 }),
    OperatorActs: just({ first: 30 }),
    SystemNow: just({}),
    SystemBefore: just({ minutes: 15, every: 1, hours: 1, everyCheck: 1 }),
    StorageAndCost: just({}),
    OverrideLoad: input({ level: 'HIGH', minutes: 1, reason }),
    ClearLoadOverride: input({ reason }),
    SecondFactor: just({}),
    BeginTotp: input({ password }),
    ConfirmTotp: () => {
      const secret = Secret.fromBase32(told('BeginTotp.secret') as string)
      return { input: { code: new TOTP({ secret }).generate() } }
    },
    DisableTotp: () => ({ input: { password, code: told('ConfirmTotp.recoveryCodes.0') } }),
    SignUp: input({ handle: 'newcomer', email: 'newcomer@halide.example', password }),
    SignOut: about('refreshToken', 'SignUp.session.refreshToken'),
    SignIn: input({ login: viewer.handle, password }),
    RefreshSession: about('refreshToken', 'SignIn.session.refreshToken'),
    Sessions: just({ first: 20 }),
    RevokeSession: about('sessionId', 'SignIn.session.id'),
    PushPublicKey: just({}),
    RegisterPushSubscription: input({
      endpoint,
      p256dh: createECDH('prime256v1').generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    }),
    RemovePushSubscription: input({ endpoint }),
    RequestDataExport: input({ password }),
    DataExport: just({}),
    ChangePassword: input({ currentPassword: password, newPassword }),
    DeleteAccount: input({ password: newPassword }),
    RestoreAccount: input({ login: viewer.handle, password: newPassword }),
  }
  return {
    cases,
    learn: (name: string, { data }: Answer) => Object.assign(answers, { [name]: Object.values(data)[0] }),
  }
}
