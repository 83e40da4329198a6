import { readFileSync } from 'node:fs'
import { readManifest } from '@halide/gateway/registered.ts'
import { type FragmentDefinitionNode, getOperationAST, Kind, parse, type SelectionSetNode } from 'graphql'
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

interface Learnt {
  session?: { refreshToken: string }
  post?: { id: string; status?: string }
  edges?: { node: { id: string } | null }[]
}

/** Every registered operation, in an order in which all go through, with variables for `viewer`; `other` is whom it looks at. */
export function makeCases(viewer: Person, other: Person, postId: string) {
  const password = 'a password for journeys'
  const handle = other.handle
  const upload = async () => (await viewer.upload(await smallPhoto(99))).uploadId
  let refreshToken = ''
  let ownPost = ''
  let latestNotification = ''
  const input = (value: object) => () => ({ input: value })
  const cases: Record<string, () => object | Promise<object>> = {
    Viewer: () => ({}),
    HomeFeed: () => ({}),
    Notifications: () => ({}),
    MarkNotificationsRead: () => ({ input: { upTo: latestNotification } }),
    StoryTray: () => ({}),
    Explore: () => ({}),
    HashtagPage: () => ({ name: 'counted' }),
    SearchUsers: () => ({ query: other.handle }),
    RecommendedUsers: () => ({}),
    PostPage: () => ({ id: postId }),
    PostProgress: () => ({ id: postId }),
    Profile: () => ({ handle }),
    Followers: () => ({ handle }),
    Following: () => ({ handle: viewer.handle }),
    FollowRequests: () => ({}),
    Sessions: () => ({}),
    UnfollowUser: input({ userId: other.id }),
    FollowUser: input({ userId: other.id }),
    LikePost: input({ postId }),
    UnlikePost: input({ postId }),
    SavePost: input({ postId }),
    SavedPosts: () => ({}),
    UnsavePost: input({ postId }),
    CreateComment: input({ postId, text: 'Counted.' }),
    RecordViews: input({ postIds: [postId] }),
    UpdateProfile: input({ bio: 'Counts.' }),
    CreateUpload: input({ byteSize: 1000, contentType: 'image/jpeg', md5: '0'.repeat(32) }),
    CreatePost: async () => ({ input: { photos: [{ uploadId: await upload() }] } }),
    DeletePost: () => ({ input: { postId: ownPost } }),
    SignUp: input({ handle: 'newcomer', email: 'newcomer@halide.example', password }),
    SignIn: input({ login: viewer.handle, password }),
    RefreshSession: () => ({ input: { refreshToken } }),
    SignOut: () => ({ input: { refreshToken } }),
  }
  /** Takes from an answer what later cases need. */
  const learn = ({ data }: Answer) => {
    const payload = Object.values(data)[0] as Learnt | null
    refreshToken = payload?.session?.refreshToken ?? refreshToken
    const listed = payload?.edges?.[0]?.node?.id
    if (listed?.startsWith('notification_')) latestNotification = listed
    if (payload?.post?.status === 'PROCESSING') ownPost = payload.post.id
  }
  return { cases, learn }
}
