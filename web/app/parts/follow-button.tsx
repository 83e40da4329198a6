import { useState } from 'react'
import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useViewer } from '../api/viewer.ts'
import { FollowUserDocument, type PersonFragment, UnfollowUserDocument } from '../operations.gen.ts'
import { useToast } from './toasts.tsx'

/** Follow, ask to follow, or neither any more. */
export function FollowButton({ person }: { person: PersonFragment }) {
  const { kind } = useSession()
  const viewer = useViewer()
  const toast = useToast()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  if (viewer?.id === person.id) return null
  const { viewerIsFollowing: follows, viewerHasRequested: asked } = person
  async function toggle() {
    if (kind !== 'in') return void navigate('/sign-in')
    setBusy(true)
    const input = { userId: person.id }
    const outcome =
      follows || asked ? await act(UnfollowUserDocument, { input }) : await act(FollowUserDocument, { input })
    setBusy(false)
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    // The feed is another one now: asked for anew when it is shown next.
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'homeFeed' })
  }
  const label = follows ? 'Following' : asked ? 'Requested' : 'Follow'
  return (
    <button
      type="button"
      className={follows || asked ? 'button quiet' : 'button'}
      aria-pressed={follows || asked}
      aria-label={`${label} ${person.displayName}`}
      disabled={busy}
      onClick={() => void toggle()}
    >
      {label}
    </button>
  )
}
