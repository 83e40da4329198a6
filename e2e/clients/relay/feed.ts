import { graphql } from 'relay-runtime'

// What Relay's compiler reads. Nothing runs this file: its artifacts are in compiled/, made by
// `npx relay-compiler@21.0.1 e2e/clients/relay/relay.config.json` (its package brings 118 MB of binaries, so it is none of ours).

graphql`
  query feedPageQuery($first: Int!, $after: String) {
    homeFeed(first: $first, after: $after) @connection(key: "Feed_homeFeed") {
      edges {
        node {
          id
          caption
          likeCount
          viewerHasLiked
          author {
            id
            handle
          }
        }
      }
    }
  }
`

graphql`
  mutation feedLikeMutation($input: LikePostInput!) {
    likePost(input: $input) {
      post {
        id
        likeCount
        viewerHasLiked
      }
      userErrors {
        code
      }
    }
  }
`
