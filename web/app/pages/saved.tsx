import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Link } from 'react-router'
import { act } from '../api/act.ts'
import { CollectionsDocument, CreateCollectionDocument, SavedPostsDocument } from '../operations.gen.ts'
import { counted } from '../parts/count.ts'
import { Endless } from '../parts/endless.tsx'
import { Faults, Field, useForm } from '../parts/form.tsx'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { TileGrid } from '../parts/tile-grid.tsx'

const first = 24
const fetchPolicy = 'cache-and-network'

export function Component() {
  return (
    <div className="wide">
      <PageTitle title="Saved">
        <small>Only you see this page.</small>
      </PageTitle>
      <NeedSession>
        <Collections />
        <SavedPosts />
      </NeedSession>
    </div>
  )
}

function Collections() {
  const [making, setMaking] = useState(false)
  const { data, fetchMore, refetch } = useQuery(CollectionsDocument, { variables: { first }, fetchPolicy })
  const { faults, busy, submit } = useForm(async ({ name = '' }) => {
    const outcome = await act(CreateCollectionDocument, { input: { name } })
    if (!outcome.ok) return outcome.faults
    setMaking(false)
    await refetch()
    return []
  })
  const page = data?.collections
  return (
    <section aria-label="Collections" className="collections">
      <ul className="chips">
        {page?.edges.map(
          ({ node }) =>
            node && (
              <li key={node.id}>
                <Link to={`/saved/${node.id}`}>
                  <b>{node.name}</b> <small>{counted(node.postCount, 'post')}</small>
                </Link>
              </li>
            ),
        )}
        <li>
          <button type="button" className="button quiet" aria-expanded={making} onClick={() => setMaking(!making)}>
            New collection
          </button>
        </li>
      </ul>
      {making && (
        <form onSubmit={submit} className="inline">
          <Field label="Name of the collection" name="name" required maxLength={50} faults={faults} />
          <button type="submit" className="button" disabled={busy}>
            Make it
          </button>
          <Faults faults={faults} fields={['name']} />
        </form>
      )}
      {page?.pageInfo.hasNextPage && (
        <Endless hasMore more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })} />
      )}
    </section>
  )
}

function SavedPosts() {
  const { data, error, refetch, fetchMore } = useQuery(SavedPostsDocument, { variables: { first }, fetchPolicy })
  const page = data?.savedPosts
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="tile" count={6} />
  const posts = page.edges.flatMap(({ node }) => (node ? [node] : []))
  return (
    <>
      {posts.length === 0 && !page.pageInfo.hasNextPage && (
        <Empty icon="bookmark" title="Nothing saved yet">
          <p>The bookmark below a post keeps it here.</p>
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
