import type { Book } from './book.ts'
import type { Finding } from './check.ts'
import type { Member } from './member.ts'

const pageQuery = `query ($after: String) { homeFeed(first: 50, after: $after) {
  edges { node { id } } pageInfo { endCursor hasNextPage }
} }`

/** Every follower's feed, to its end, shows each acknowledged post once and none that is deleted. */
export async function checkFeeds({ entries }: Book, followers: readonly Member[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const follower of followers) {
    await follower.stayIn()
    const shown = Map.groupBy(await wholeFeed(follower), (id) => id)
    for (const { key, postId, deletion } of entries) {
      if (!postId || deletion === 'asked') continue
      const times = shown.get(postId)?.length ?? 0
      const wanted = deletion ? 0 : 1
      if (times !== wanted) findings.push({ kind: 'misfed', what: `${follower.handle} sees ${key} ${times} times` })
    }
  }
  return findings
}

async function wholeFeed(follower: Member): Promise<string[]> {
  type Page = {
    homeFeed: {
      edges: { node: { id: string } | null }[]
      pageInfo: { endCursor: string | null; hasNextPage: boolean }
    }
  }
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const { homeFeed }: Page = await follower.gql<Page>(pageQuery, { after })
    ids.push(...homeFeed.edges.flatMap(({ node }) => (node ? [node.id] : [])))
    if (!homeFeed.pageInfo.hasNextPage) return ids
    after = homeFeed.pageInfo.endCursor
  }
}
