/** All that a client shows of a page of posts. */
export const fullCards = `query Cards($first: Int!) {
  homeFeed(first: $first) {
    edges { cursor node {
      id caption publishedAt
      author { id handle displayName viewerIsFollowing }
      photos { altText blurhash width height image(size: LARGE) { url width height avif: url(format: AVIF) } }
      likeCount commentCount viewerHasLiked
      comments(first: 2) { edges { node { text createdAt author { handle } } } }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`
