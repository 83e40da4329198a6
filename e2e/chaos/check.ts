import type { Book } from './book.ts'
import { readBucket } from './buckets.ts'
import { checkFeeds } from './check-feeds.ts'
import { checkObjects, readClaims } from './check-objects.ts'
import { checkPosts } from './check-posts.ts'
import type { ChaosCluster } from './cluster.ts'
import type { Member } from './member.ts'

/** How a promise can be broken. */
export const findingKinds = {
  lost: 'Acknowledged, and not there, or not in any region.',
  doubled: 'There more than once.',
  corrupt: 'There, with other bytes.',
  unpublished: 'Acknowledged, and not READY.',
  misclaimed: 'The ledger and a bucket do not say the same.',
  misfed: 'A feed lacks a post, or shows one twice, or one that is deleted.',
  miscounted: 'Likes are not those that were acknowledged.',
  misdeleted: 'Deleted though nobody asked for it, or not deleted though it was acknowledged.',
  unfinished: 'A job that failed or that nobody does.',
  refused: 'Refused to a client that did nothing wrong.',
  unhealed: 'Not ready again in time.',
  unread: 'A read failed, and failed again at the retry.',
} as const

export type FindingKind = keyof typeof findingKinds

export interface Finding {
  kind: FindingKind
  what: string
}

export interface Verdict {
  /** Uploads whose bytes were acknowledged, and those of them that lie bit-identical in each region. */
  acknowledged: number
  present: { primary: number; backup: number; anywhere: number }
  posts: number
  deleted: number
  likes: number
  objects: number
  findings: Finding[]
}

/**
 * Holds what clients were told against what is there: rows by SQL, bytes from both buckets, feeds through the API. To be asked when
 * nothing moves any more.
 */
export async function check(cluster: ChaosCluster, book: Book, followers: readonly Member[]): Promise<Verdict> {
  // Before the buckets: what replication adds while they are read is claimed later, and there is nothing wrong with it.
  const claims = await readClaims(cluster)
  const [primary, backup] = await Promise.all([readBucket(cluster.regions.primary), readBucket(cluster.regions.backup)])
  const objects = await checkObjects(cluster, book, claims, { primary, backup })
  const posts = await checkPosts(cluster, book)
  const feeds = await checkFeeds(book, followers)
  const refused = book.entries.flatMap(({ key, refused }): Finding[] =>
    refused ? [{ kind: 'refused', what: `${key}: ${refused}` }] : [],
  )
  return {
    acknowledged: objects.acknowledged,
    present: objects.present,
    posts: book.entries.filter(({ postId }) => postId).length,
    deleted: book.entries.filter(({ deletion }) => deletion).length,
    likes: book.likes.size,
    objects: objects.objects,
    findings: [...objects.findings, ...posts, ...feeds, ...refused],
  }
}
