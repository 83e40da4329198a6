import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import { session } from './session.ts'
import { signedFetch } from './signed-fetch.ts'

/** Asks by the id under which an operation is registered; with its text where a gateway has not got it, as while a release goes out. */
const byId = new PersistedQueryLink({
  generateHash: (document) => (document as unknown as { __meta__: { id: string } }).__meta__.id,
  disable: ({ meta }) => meta.persistedQueryNotFound || meta.persistedQueryNotSupported,
})

const pages = relayStylePagination()

export const client = new ApolloClient({
  link: ApolloLink.from([byId, new HttpLink({ uri: '/graphql', fetch: signedFetch })]),
  clientAwareness: { name: 'web' },
  cache: new InMemoryCache({
    possibleTypes: {
      Node: [
        'Collection',
        'Comment',
        'Hashtag',
        'Job',
        'JobRun',
        'OperatorAct',
        'Photo',
        'Post',
        'Story',
        'Upload',
        'User',
      ],
      ReportSubject: ['Comment', 'Post', 'Story', 'User'],
    },
    typePolicies: {
      Query: {
        fields: {
          homeFeed: pages,
          notifications: pages,
          followRequests: pages,
          blockedUsers: pages,
          mutedUsers: pages,
          signedInSessions: pages,
          savedPosts: pages,
          explore: pages,
          collections: pages,
          moderationQueue: pages,
          auditTrail: pages,
          jobs: relayStylePagination(['kind', 'state']),
          jobRuns: relayStylePagination(['kind', 'outcome']),
          operatorActs: pages,
        },
      },
      JobKind: { keyFields: ['name'] },
      Post: { fields: { comments: pages } },
      Comment: { fields: { replies: pages } },
      Collection: { fields: { posts: pages } },
      Hashtag: { fields: { posts: pages } },
      Story: { fields: { viewers: pages } },
      User: { fields: { posts: pages, followers: pages, following: pages } },
    },
  }),
})

// Nothing of one viewer's is shown to the next, or to nobody.
let viewer = session.get().kind
session.subscribe(() => {
  const { kind } = session.get()
  if (kind === 'out' && viewer === 'in') void client.clearStore()
  viewer = kind
})
