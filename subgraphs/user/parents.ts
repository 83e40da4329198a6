/** How a viewer stands to another account. */
export interface Relation {
  isFollowing: boolean
  hasRequested: boolean
  isMuting: boolean
}

/**
 * What resolvers pass on as an account, with how the viewer stands to it where that was read with it. Never carries what others must not see:
 * password hash, e-mail address.
 */
export interface UserParent extends Partial<Relation> {
  id: bigint
  handle: string
  displayName: string
  bio: string
  createdAt: Date
  isPrivate: boolean
}

/** A session as a list of them shows it. */
export interface SignedInSessionParent {
  id: bigint
  client: string | null
  createdAt: Date
  refreshedAt: Date
}

/** A session just opened or refreshed, with its tokens in clear: the only time that they are. */
export interface SessionParent {
  id: bigint
  userId: bigint
  accessToken: string
  accessTokenExpiresAt: Date
  refreshToken: string
  refreshTokenExpiresAt: Date
}
