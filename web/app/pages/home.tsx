import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Link } from 'react-router'
import { client } from '../api/client.ts'
import { useNews } from '../api/live.ts'
import { useSession } from '../api/session.ts'
import { HomeFeedDocument } from '../operations.gen.ts'
import { Endless } from '../parts/endless.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PostCard } from '../parts/post-card.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { StoryTray } from '../parts/story-tray.tsx'
import { Welcome } from './welcome.tsx'

const pageSize = 8
const lookEveryMs = 20_000

export function Component() {
  const { kind } = useSession()
  if (kind === 'starting') return <Skeleton kind="post" count={2} />
  return kind === 'out' || kind === 'unreachable' ? <Welcome /> : <Feed />
}

function Feed() {
  const { data, error, fetchMore, refetch } = useQuery(HomeFeedDocument, { variables: { first: pageSize } })
  const feed = data?.homeFeed
  const posts = feed?.edges.flatMap(({ node }) => (node ? [node] : []))
  const isOld = useNewerPosts(posts?.[0]?.id)
  if (error && !feed) return <Failed error={error} retry={() => void refetch()} />
  if (!feed || !posts) return <Skeleton kind="post" count={2} />
  return (
    <div className="feed">
      <PageTitle title="Home" hidden />
      <StoryTray />
      {isOld && (
        <button
          type="button"
          className="button newer"
          onClick={() => {
            scrollTo({ top: 0 })
            void refetch()
          }}
        >
          New posts
        </button>
      )}
      {posts.map((post, i) => (
        <PostCard key={post.id} post={post} eager={i === 0} />
      ))}
      {posts.length === 0 && (
        <Empty icon="photo" title="Your feed begins here">
          <p>Posts of the people you follow appear on this page, the latest first.</p>
          <Link className="button" to="/explore">
            Find people
          </Link>
          <Link className="button quiet" to="/new">
            Share your first photo
          </Link>
        </Empty>
      )}
      <Endless
        hasMore={feed.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { first: pageSize, after: feed.pageInfo.endCursor } })}
      />
    </div>
  )
}

/** Whether the feed has a newer post than the first one shown. Looks while the page is seen, and changes nothing under the reader. */
function useNewerPosts(firstId: string | undefined): boolean {
  const [newest, setNewest] = useState<{ shown: string | undefined; id: string | undefined }>()
  async function look() {
    const answer = await client
      .query({ query: HomeFeedDocument, variables: { first: 1 }, fetchPolicy: 'no-cache' })
      .catch(() => null)
    const id = answer?.data?.homeFeed.edges[0]?.node?.id
    if (id) setNewest({ shown: firstId, id })
  }
  useNews('feed', () => void look(), lookEveryMs)
  return newest?.id !== undefined && newest.shown === firstId && newest.id !== firstId
}
