import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { CollectionPageDocument, DeleteCollectionDocument, RenameCollectionDocument } from '../operations.gen.ts'
import { Confirm } from '../parts/confirm.tsx'
import { counted } from '../parts/count.ts'
import { Endless } from '../parts/endless.tsx'
import { Faults, Field, useForm } from '../parts/form.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { TileGrid } from '../parts/tile-grid.tsx'
import { useToast } from '../parts/toasts.tsx'
import { NotFound } from './not-found.tsx'

const first = 24

/** The posts of one of the viewer's collections. */
export function Component() {
  const { collectionId: id = '' } = useParams()
  const { kind } = useSession()
  const { data, error, refetch, fetchMore } = useQuery(CollectionPageDocument, {
    variables: { id, first },
    skip: kind === 'starting',
    fetchPolicy: 'cache-and-network',
  })
  const collection = data?.node && 'name' in data.node ? data.node : null
  if (error && !collection) return <Failed error={error} retry={() => void refetch()} />
  if (data && !collection) return <NotFound what="This collection" />
  if (!collection) return <Skeleton kind="tile" count={6} />
  const { pageInfo, edges } = collection.posts
  const posts = edges.flatMap(({ node }) => (node ? [node] : []))
  return (
    <div className="wide">
      <PageTitle title={collection.name}>
        <CollectionActs id={id} name={collection.name} />
      </PageTitle>
      <p className="quiet-note">
        <Link to="/saved">Saved</Link> · {counted(collection.postCount, 'post')}
      </p>
      {posts.length === 0 && !pageInfo.hasNextPage && (
        <Empty icon="bookmark" title="An empty collection">
          <p>“Add to a collection” in the menu of a post fills it.</p>
        </Empty>
      )}
      <TileGrid posts={posts} />
      <Endless
        hasMore={pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { id, first, after: pageInfo.endCursor } })}
      />
    </div>
  )
}

function CollectionActs({ id, name }: { id: string; name: string }) {
  const toast = useToast()
  const navigate = useNavigate()
  const [renaming, setRenaming] = useState(false)
  const { faults, busy, submit } = useForm(async (values) => {
    const outcome = await act(RenameCollectionDocument, { input: { collectionId: id, name: values.name ?? '' } })
    if (!outcome.ok) return outcome.faults
    setRenaming(false)
    return []
  })
  async function remove() {
    const outcome = await act(DeleteCollectionDocument, { input: { collectionId: id } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'collections' })
    await navigate('/saved', { replace: true })
  }
  if (renaming) {
    return (
      <form onSubmit={submit} className="inline">
        <Field label="Name" name="name" defaultValue={name} required maxLength={50} faults={faults} />
        <button type="submit" className="button" disabled={busy}>
          Save
        </button>
        <Faults faults={faults} fields={['name']} />
      </form>
    )
  }
  return (
    <div className="actions">
      <button type="button" className="button quiet" onClick={() => setRenaming(true)}>
        Rename
      </button>
      <Confirm
        className="button quiet"
        title={`Delete ${name}?`}
        text="Its posts stay saved."
        action="Delete"
        run={() => void remove()}
      >
        Delete
      </Confirm>
    </div>
  )
}
