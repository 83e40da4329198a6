import { useQuery } from '@apollo/client/react'
import { type RefObject, useState } from 'react'
import { Link } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { AddToCollectionDocument, CollectionsDocument } from '../operations.gen.ts'
import { Failed, Skeleton } from './states.tsx'
import { useToast } from './toasts.tsx'

/** Asks into which collection a post is to go. Its owner opens it with `showModal`. */
export function CollectDialog({ dialog, postId }: { dialog: RefObject<HTMLDialogElement | null>; postId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-label="Add to a collection"
      onToggle={() => setOpen(dialog.current?.open ?? false)}
    >
      <h2>Add to a collection</h2>
      {open && <Choices postId={postId} done={() => dialog.current?.close()} />}
      <form method="dialog" className="actions">
        <button type="submit" className="button quiet">
          Cancel
        </button>
      </form>
    </dialog>
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
