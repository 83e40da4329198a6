import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { type PostViewFragment, SavePostDocument, UnsavePostDocument } from '../operations.gen.ts'
import { Icon } from './icon.tsx'
import { useToast } from './toasts.tsx'

/** Keeps a post for oneself. Nobody else sees that. */
export function SaveButton({
  post: { id, viewerHasSaved },
}: {
  post: Pick<PostViewFragment, 'id' | 'viewerHasSaved'>
}) {
  const toast = useToast()
  const { kind } = useSession()
  const navigate = useNavigate()
  async function toggle() {
    if (kind !== 'in') return void navigate('/sign-in')
    const payload = { post: { __typename: 'Post' as const, id, viewerHasSaved: !viewerHasSaved }, userErrors: [] }
    const input = { postId: id }
    const outcome = viewerHasSaved
      ? await act(UnsavePostDocument, { input }, { optimisticResponse: { unsavePost: payload } })
      : await act(SavePostDocument, { input }, { optimisticResponse: { savePost: payload } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'savedPosts' })
  }
  return (
    <button
      type="button"
      className="save icon-button"
      aria-pressed={viewerHasSaved}
      aria-label="Save"
      onClick={() => void toggle()}
    >
      <Icon name="bookmark" filled={viewerHasSaved} />
    </button>
  )
}
