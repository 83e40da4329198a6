import { Client, fetchExchange, gql, type TypedDocumentNode } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import { persistedExchange } from '@urql/exchange-persisted'
import { type DocumentNode, type IntrospectionQuery, Kind } from 'graphql'
import { type CachedPost, documents, type FeedClient, type FeedClientOptions } from './feed-client.ts'
import manifest from './persisted.json' with { type: 'json' }

interface FeedPage {
  homeFeed: { edges: { node: CachedPost | null }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } }
}

const feedPage = gql(documents.feedPage) as TypedDocumentNode<FeedPage, { first: number; after?: string | null }>
const like = gql(documents.like)

export function urqlFeed(options: FeedClientOptions, schema: IntrospectionQuery): FeedClient {
  const { graphqlUrl: url, fetch, pageSize: first } = options
  const client = new Client({
    url,
    fetch,
    // A GET that a page of another site could not send: the gateway takes no other.
    fetchOptions: { headers: { 'apollo-require-preflight': 'true' } },
    exchanges: [
      // With the schema it warns of fields that are not there.
      cacheExchange({ schema, resolvers: { Query: { homeFeed: relayPagination() } } }),
      persistedExchange({
        enableForMutation: true,
        enforcePersistedQueries: true,
        preferGetForPersistedQueries: true,
        generateHash: idOf,
      }),
      fetchExchange,
    ],
  })
  let after: string | null = null
  return {
    async loadMore() {
      const { data, error } = await client.query(feedPage, { first, after }, { requestPolicy: 'network-only' })
      if (error) throw error
      after = data!.homeFeed.pageInfo.endCursor
      return data!.homeFeed.pageInfo.hasNextPage
    },
    async like(postId) {
      const { error } = await client.mutation(like, { input: { postId } })
      if (error) throw error
    },
    cached() {
      const kept = client.readQuery(feedPage, { first, after }, { requestPolicy: 'cache-only' })
      return kept?.data?.homeFeed.edges.flatMap(({ node }) => node ?? []) ?? []
    },
  }
}

async function idOf(_: string, document: DocumentNode): Promise<string> {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const name = operation && 'name' in operation ? operation.name?.value : undefined
  return manifest.operations.find((registered) => registered.name === name)!.id
}
