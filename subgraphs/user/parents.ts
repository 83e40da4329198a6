/** What resolvers pass on as an account. Never carries what others must not see: password hash, e-mail address. */
export interface UserParent {
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
