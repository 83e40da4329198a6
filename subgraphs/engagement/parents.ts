/** A post that the viewer may see, or one just named by a comment on it. */
export interface PostParent {
  id: bigint
}

export interface CommentParent {
  id: bigint
  postId: bigint
  authorId: bigint
  text: string
  createdAt: Date
}

/** Belongs to the user subgraph; here only an id. */
export interface UserParent {
  id: bigint
}
