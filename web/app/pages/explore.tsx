import { useQuery } from '@apollo/client/react'
import { Link, useSearchParams } from 'react-router'
import { useSession } from '../api/session.ts'
import { ExploreDocument, FollowedHashtagsDocument } from '../operations.gen.ts'
import { Endless } from '../parts/endless.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Recommended } from '../parts/recommended.tsx'
import { SearchResults } from '../parts/search-results.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { tagPath } from '../parts/text.tsx'
import { TileGrid } from '../parts/tile-grid.tsx'
import { useSettled } from '../parts/use-settled.ts'

const first = 24

/** What is liked these days, and a search; the address has what is searched for, so that it can be come back to. */
export function Component() {
  const { kind } = useSession()
  const [params, setParams] = useSearchParams()
  const text = params.get('q') ?? ''
  const query = useSettled(text.trim())
  return (
    <div className="wide">
      <PageTitle title="Explore" />
      <search>
        <label htmlFor="search" className="unseen">
          People and hashtags
        </label>
        <input
          id="search"
          type="search"
          value={text}
          placeholder="People and #hashtags"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          onChange={({ target }) => setParams(target.value ? { q: target.value } : {}, { replace: true })}
        />
      </search>
      {kind === 'starting' ? (
        <Skeleton kind="tile" count={6} />
      ) : query ? (
        <SearchResults query={query} />
      ) : (
        <>
          {kind === 'in' && <FollowedTags />}
          {kind === 'in' && <Recommended />}
          <Ranking />
        </>
      )}
    </div>
  )
}

function FollowedTags() {
  const { data } = useQuery(FollowedHashtagsDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const tags = data?.followedHashtags.edges.flatMap(({ node }) => (node ? [node] : [])) ?? []
  if (tags.length === 0) return null
  return (
    <section aria-label="Hashtags you follow">
      <ul className="chips">
        {tags.map(({ id, name }) => (
          <li key={id}>
            <Link to={tagPath(name)}>#{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ranking() {
  const { data, error, refetch, fetchMore } = useQuery(ExploreDocument, { variables: { first } })
  const page = data?.explore
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="tile" count={9} />
  const posts = page.edges.flatMap(({ node }) => (node ? [node] : []))
  if (page.isPaused) {
    return (
      <Empty icon="compass" title="Explore rests">
        <p>There is much to do for Halide just now. Look again in some minutes.</p>
      </Empty>
    )
  }
  return (
    <>
      {posts.length === 0 && !page.pageInfo.hasNextPage && (
        <Empty icon="compass" title="Nothing new for you here">
          <p>Posts of accounts that you do not follow appear here once people like them.</p>
        </Empty>
      )}
      <TileGrid posts={posts} />
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })}
      />
    </>
  )
}
