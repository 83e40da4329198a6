import { useQuery } from '@apollo/client/react'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { DeleteStoryDocument, StoryViewersDocument, type StoryViewFragment } from '../operations.gen.ts'
import { Confirm } from './confirm.tsx'
import { counted } from './count.ts'
import { PeopleList } from './people-list.tsx'
import { useToast } from './toasts.tsx'

/** What its author sees below a story: who has looked at it, and a way to take it back. */
export function StoryActs({ story }: { story: StoryViewFragment }) {
  const toast = useToast()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)
  async function remove() {
    const outcome = await act(DeleteStoryDocument, { input: { storyId: story.id } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    toast('The story is deleted.')
    await navigate('/', { replace: true })
    client.cache.evict({ id: client.cache.identify({ __typename: 'Story', id: story.id })! })
  }
  return (
    <footer className="actions">
      <button type="button" className="button quiet" onClick={() => dialog.current?.showModal()}>
        {counted(story.viewerCount ?? 0, 'viewer')}
      </button>
      <Confirm
        className="button quiet"
        title="Delete this story?"
        text="It is gone for everyone at once."
        action="Delete"
        run={() => void remove()}
      >
        Delete
      </Confirm>
      <dialog
        ref={dialog}
        className="confirm"
        aria-label="Who has seen it"
        onToggle={() => setOpen(dialog.current?.open ?? false)}
      >
        <h2>Who has seen it</h2>
        {open && <Viewers storyId={story.id} />}
        <form method="dialog" className="actions">
          <button type="submit" className="button quiet">
            Close
          </button>
        </form>
      </dialog>
    </footer>
  )
}

const first = 30

function Viewers({ storyId }: { storyId: string }) {
  const { data, error, refetch, fetchMore } = useQuery(StoryViewersDocument, {
    variables: { storyId, first },
    fetchPolicy: 'network-only',
  })
  const page = data?.node && 'viewers' in data.node ? (data.node.viewers ?? undefined) : undefined
  return (
    <PeopleList
      page={page}
      error={error}
      retry={() => void refetch()}
      more={() => fetchMore({ variables: { storyId, first, after: page?.pageInfo.endCursor } })}
      empty="Nobody yet"
      act={() => null}
    />
  )
}
