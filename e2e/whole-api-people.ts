import assert from 'node:assert/strict'
import type { Person } from './person.ts'
import { type Cast, idsOf, type Page, pageInfo, userErrors } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts asks about people.

export async function accounts({ ada, ben }: Cast): Promise<void> {
  type Session = { id: string; accessToken: string; refreshToken: string; user: { id: string } }
  const session = 'session { id accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt user { id } }'
  const password = 'a password for this journey'
  const account = { handle: 'cleo', email: 'cleo@halide.example', password, displayName: 'Cleo' }
  const { session: first } = await ada.mutate<{ session: Session }>('signUp', account, session)
  const signIn = { login: account.email, password }
  const { session: second } = await ada.mutate<{ session: Session }>('signIn', signIn, session)
  assert.equal(second.user.id, first.user.id)
  assert.notEqual(second.id, first.id)
  const { refreshToken } = second
  const renewed = await ada.mutate<{ session: Session }>('refreshSession', { refreshToken }, session)
  const ended = await ada.mutate('signOut', { refreshToken: renewed.session.refreshToken }, 'sessionId')
  assert.deepEqual(ended, { sessionId: second.id, userErrors: [] })
  type Refused = { refreshSession: { session: null; userErrors: { code: string; field: string[]; message: string }[] } }
  const { refreshSession } = await ada.gql<Refused>(
    `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { session { id } ${userErrors} } }`,
    { input: { refreshToken: renewed.session.refreshToken } },
  )
  assert.equal(refreshSession.session, null)
  assert.equal(refreshSession.userErrors[0]?.code, 'SESSION_ENDED')

  const signedIn = await ada.gql<{ signedInSessions: Page<{ id: string; isCurrent: boolean }> }>(
    `{ signedInSessions { edges { cursor node { id client createdAt refreshedAt isCurrent } } ${pageInfo} } }`,
  )
  assert.deepEqual(
    signedIn.signedInSessions.edges.map(({ node }) => node.isCurrent),
    [true],
  )
  const [{ node: listed } = { node: null }] = signedIn.signedInSessions.edges
  const byId = '($id: ID!) { node(id: $id) { ... on SignedInSession { id isCurrent } } }'
  assert.deepEqual(await ada.gql(`query ${byId}`, { id: listed!.id }), { node: { id: listed!.id, isCurrent: true } })
  const current = 'a password for journeys'
  const laptop = await ada.mutate<{ session: Session }>('signIn', { login: 'ada', password: current }, session)
  await ada.mutate('revokeSession', { sessionId: laptop.session.id }, 'sessionId')
  const change = { currentPassword: current, newPassword: password }
  assert.deepEqual(await ada.mutate('changePassword', change, 'endedSessions'), { endedSessions: 0, userErrors: [] })
  const profile = { displayName: 'Ada L.', bio: 'Light, mostly.' }
  const updated = await ada.mutate<{ user: object }>('updateProfile', profile, 'user { id displayName bio }')
  assert.deepEqual(updated.user, { id: ada.id, ...profile })
  const card =
    'id handle displayName bio createdAt followerCount followingCount viewerIsFollowing postCount isPrivate viewerHasRequested viewerIsMuting'
  type Cards = Record<'viewer' | 'user' | 'userByHandle' | 'node', object>
  const { viewer, user, userByHandle, node } = await ben.gql<Cards>(
    `query ($id: ID!) { viewer { ${card} } user(id: $id) { ${card} } userByHandle(handle: "ada") { ${card} }
      node(id: $id) { id ... on User { ${card} } } }`,
    { id: ada.id },
  )
  assert.partialDeepStrictEqual(viewer, { id: ben.id, handle: 'ben' })
  assert.partialDeepStrictEqual(user, { id: ada.id, handle: 'ada', ...profile, postCount: 0 })
  assert.deepEqual([userByHandle, node], [user, user])
}

export async function following({ ada, ben }: Cast): Promise<void> {
  await ben.follow(ada)
  type People = Page<{ id: string; viewerIsFollowing: boolean; followerCount: number; followingCount: number }>
  type Data = { user: { followers: People; following: People } }
  const people = `edges { cursor node { id viewerIsFollowing followerCount followingCount } } ${pageInfo}`
  const query = `query ($id: ID!) { user(id: $id) { followers(first: 1) { ${people} } following { ${people} } } }`
  const { user: followed } = await ben.gql<Data>(query, { id: ada.id })
  assert.deepEqual(idsOf(followed.followers), [ben.id])
  assert.equal(followed.followers.pageInfo.hasNextPage, false)
  assert.deepEqual(idsOf(followed.following), [])
  const { user: follower } = await ben.gql<Data>(query, { id: ben.id })
  const [{ node } = assert.fail()] = follower.following.edges
  assert.deepEqual(node, { id: ada.id, viewerIsFollowing: true, followerCount: 1, followingCount: 0 })
  await ben.unfollow(ada)
  assert.deepEqual(idsOf((await ben.gql<Data>(query, { id: ada.id })).user.followers), [])
  await ben.follow(ada)
}

export async function relations({ ada, ben }: Cast): Promise<void> {
  const list = async (who: Person, name: string) => {
    const data = await who.gql<Record<string, Page<{ id: string }>>>(
      `{ ${name} { edges { cursor node { id } } ${pageInfo} } }`,
    )
    return idsOf(data[name]!)
  }
  const [his, hers] = [{ userId: ada.id }, { userId: ben.id }]
  await ada.mutate('removeFollower', hers, 'user { id }')
  await ada.mutate('updateProfile', { isPrivate: true }, 'user { isPrivate }')
  await ben.follow(ada)
  assert.deepEqual(await list(ada, 'followRequests'), [ben.id])
  await ada.mutate('acceptFollowRequest', hers, 'user { id }')
  assert.deepEqual(await list(ada, 'followRequests'), [])
  await ada.mutate('updateProfile', { isPrivate: false }, 'user { isPrivate }')
  await ben.mutate('muteUser', his, 'user { viewerIsMuting }')
  assert.deepEqual(await list(ben, 'mutedUsers'), [ada.id])
  await ben.mutate('unmuteUser', his, 'user { viewerIsMuting }')
  await ben.mutate('blockUser', his, 'blockedUserId')
  assert.deepEqual(await list(ben, 'blockedUsers'), [ada.id])
  await ben.mutate('unblockUser', his, 'user { id }')
  await ben.follow(ada)
}
