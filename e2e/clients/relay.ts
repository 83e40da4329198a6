import relay, { type GraphQLResponse, type OperationType } from 'relay-runtime'
import type { CachedPost, FeedClient, FeedClientOptions } from './feed-client.ts'
import like from './relay/compiled/feedLikeMutation.graphql.ts'
import feedPage, { type feedPageQuery } from './relay/compiled/feedPageQuery.graphql.ts'

const { commitMutation, createOperationDescriptor, Environment, fetchQuery, Network, RecordSource, Store } = relay

export function relayFeed({ graphqlUrl, fetch, pageSize: first }: FeedClientOptions): FeedClient {
  const environment = new Environment({
    network: Network.create(async ({ id, text }, variables) => {
      // Relay's compiler took the text out of the program: all that is left is the id.
      const body = JSON.stringify({ documentId: id, query: text ?? undefined, variables })
      const response = await fetch(graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      return (await response.json()) as GraphQLResponse
    }),
    store: new Store(new RecordSource()),
  })
  let after: string | null = null
  const kept = () => {
    const operation = createOperationDescriptor(feedPage, { first })
    environment.retain(operation)
    return environment.lookup(operation.fragment).data as unknown as feedPageQuery['response']
  }
  return {
    async loadMore() {
      type Page = OperationType & { response: feedPageQuery['response'] & PageInfo }
      const page = await fetchQuery<Page>(environment, feedPage, { first, after }).toPromise()
      const { endCursor, hasNextPage } = page!.homeFeed.pageInfo
      after = endCursor
      return hasNextPage
    },
    like: (postId) =>
      new Promise((resolve, reject) => {
        commitMutation(environment, {
          mutation: like,
          variables: { input: { postId } },
          onCompleted: () => resolve(),
          onError: reject,
        })
      }),
    cached: () => kept().homeFeed.edges.flatMap(({ node }): CachedPost[] => (node ? [node] : [])),
  }
}

/** Relay's compiler adds these to a connection, and to no type. */
interface PageInfo {
  homeFeed: { pageInfo: { endCursor: string | null; hasNextPage: boolean } }
}
