import { readFileSync } from 'node:fs'
import type { PersonalFetch } from './recorder.ts'

export interface CachedPost {
  id: string
  likeCount: number
  viewerHasLiked: boolean
}

/** What an app does with a home feed, whatever GraphQL client it is built on. */
export interface FeedClient {
  /** Asks for the next page; answers whether there is more. */
  loadMore(): Promise<boolean>
  like(postId: string): Promise<void>
  /** The whole feed as far as it was loaded, from the normalised cache alone. */
  cached(): CachedPost[]
}

export interface FeedClientOptions {
  graphqlUrl: string
  fetch: PersonalFetch
  pageSize: number
}

/** Documents as an app's own source, and their ids as Apollo's generator made them: `persisted.config.json`. */
export const documents = {
  feedPage: readFileSync(new URL('feed-page.graphql', import.meta.url), 'utf8'),
  like: readFileSync(new URL('like.graphql', import.meta.url), 'utf8'),
}
