import { useQuery } from '@apollo/client/react'
import { useParams } from 'react-router'
import { useSession } from '../api/session.ts'
import { HashtagPageDocument } from '../operations.gen.ts'
import { counted } from '../parts/count.ts'
import { Endless } from '../parts/endless.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { FollowTagButton } from '../parts/tag-row.tsx'
import { TileGrid } from '../parts/tile-grid.tsx'
import { NotFound } from './not-found.tsx'

const first = 24

/** The posts with a hashtag, the latest first. */
export function Component() {
  const { name = '' } = useParams()
  const { kind } = useSession()
  const { data, error, refetch, fetchMore } = useQuery(HashtagPageDocument, {
    variables: { name, first },
    skip: kind === 'starting',
    fetchPolicy: 'cache-and-network',
  })
  const tag = data?.hashtag
  if (error && !tag) return <Failed error={error} retry={() => void refetch()} />
  if (data && !tag) return <NotFound what="This hashtag" />
  if (!tag) return <Skeleton kind="tile" count={9} />
  const { edges, pageInfo } = tag.posts
  const posts = edges.flatMap(({ node }) => (node ? [node] : []))
  return (
    <div className="wide">
      <PageTitle title={`#${tag.name}`}>
        <FollowTagButton tag={tag} />
      </PageTitle>
      <p className="quiet-note">{counted(tag.postCount, 'public post')}</p>
      {posts.length === 0 && !pageInfo.hasNextPage && <Empty icon="photo" title="No posts with it yet" />}
      <TileGrid posts={posts} />
      <Endless
        hasMore={pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { name, first, after: pageInfo.endCursor } })}
      />
    </div>
  )
}
