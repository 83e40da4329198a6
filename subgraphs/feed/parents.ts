/** A post as the feed knows it: enough to be found by those who own the rest. */
export interface PostParent {
  /** Global ids, as GraphQL shows them. */
  id: string
  author: UserParent
}

export interface UserParent {
  id: string
}
