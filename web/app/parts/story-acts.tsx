import { useQuery } from '@apollo/client/react'
import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { DeleteStoryDocument, StoryViewersDocument, type StoryViewFragment } from '../operations.gen.ts'
import { Confirm } from './confirm.tsx'
import { counted } from './count.ts'
import { DialogButton } from './dialog-button.tsx'
import { PeopleList } from './people-list.tsx'
import { useToast } from './toasts.tsx'

/** What its author sees below a story: who has looked at it, and a way to take it back. */
export function StoryActs({ story }: { story: StoryViewFragment }) {
  const toast = useToast()
  const navigate = useNavigate()
  async function remove() {
    const outcome = await act(DeleteStoryDocument, { input: { storyId: story.id } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    toast('The story is deleted.')
    await navigate('/', { replace: true })
    client.cache.evict({ id: client.cache.identify({ __typename: 'Story', id: story.id })! })
  }
  return (
    <footer className="actions">
      <DialogButton label={counted(story.viewerCount ?? 0, 'viewer')} className="button quiet" title="Who has seen it">
        {(close) => (
          <>
            <Viewers storyId={story.id} />
            <div className="actions">
              <button type="button" className="button quiet" onClick={close}>
                Close
              </button>
            </div>
          </>
        )}
      </DialogButton>
      <Confirm
        className="button quiet"
        title="Delete this story?"
        text="It is gone for everyone at once."
        action="Delete"
        run={() => void remove()}
      >
        Delete
      </Confirm>
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
