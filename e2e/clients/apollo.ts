import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client/core'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists'
import { type CachedPost, documents, type FeedClient, type FeedClientOptions } from './feed-client.ts'
import manifest from './persisted.json' with { type: 'json' }

interface FeedPage {
  homeFeed: { edges: { node: CachedPost | null }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } }
}

const feedPage = gql(documents.feedPage) as TypedDocumentNode<FeedPage, { first: number; after?: string | null }>
const like = gql(documents.like) as TypedDocumentNode<unknown, { input: { postId: string } }>

export function apolloFeed({ graphqlUrl, fetch, pageSize: first }: FeedClientOptions): FeedClient {
  const ids = generatePersistedQueryIdsFromManifest({ loadManifest: async () => manifest })
  const client = new ApolloClient({
    cache: new InMemoryCache({ typePolicies: { Query: { fields: { homeFeed: relayStylePagination() } } } }),
    link: ApolloLink.from([
      new PersistedQueryLink({ ...ids, useGETForHashedQueries: true }),
      new HttpLink({ uri: graphqlUrl, fetch }),
    ]),
  })
  const kept = () => client.readQuery({ query: feedPage, variables: { first } })?.homeFeed
  return {
    async loadMore() {
      const after = kept()?.pageInfo.endCursor ?? null
      const { data } = await client.query({ query: feedPage, variables: { first, after }, fetchPolicy: 'network-only' })
      return data!.homeFeed.pageInfo.hasNextPage
    },
    async like(postId) {
      await client.mutate({ mutation: like, variables: { input: { postId } } })
    },
    cached: () => kept()?.edges.flatMap(({ node }) => node ?? []) ?? [],
  }
}
