import { useQuery } from '@apollo/client/react'
import { Link } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { AddToCollectionDocument, CollectionsDocument } from '../operations.gen.ts'
import { DialogButton } from './dialog-button.tsx'
import { Failed, Skeleton } from './states.tsx'
import { useToast } from './toasts.tsx'

/** Asks into which collection a post is to go. */
export function CollectButton({ postId }: { postId: string }) {
  return (
    <DialogButton label="Add to a collection" title="Add to a collection">
      {(close) => (
        <>
          <Choices postId={postId} done={close} />
          <div className="actions">
            <button type="button" className="button quiet" onClick={close}>
              Cancel
            </button>
          </div>
        </>
      )}
    </DialogButton>
  )
}

function Choices({ postId, done }: { postId: string; done: () => void }) {
  const toast = useToast()
  const { data, error, refetch } = useQuery(CollectionsDocument, {
    variables: { first: 100 },
    fetchPolicy: 'network-only',
  })
  async function add(collectionId: string, name: string) {
    const outcome = await act(AddToCollectionDocument, { input: { collectionId, postId } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'savedPosts' })
    toast(`It is in ${name} now.`)
    done()
  }
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" count={2} />
  const collections = data.collections.edges.flatMap(({ node }) => (node ? [node] : []))
  if (collections.length === 0) {
    return (
      <p>
        There is none yet. <Link to="/saved">Make one</Link>
      </p>
    )
  }
  return (
    <ul className="choices">
      {collections.map(({ id, name }) => (
        <li key={id}>
          <button type="button" onClick={() => void add(id, name)}>
            {name}
          </button>
        </li>
      ))}
    </ul>
  )
}
