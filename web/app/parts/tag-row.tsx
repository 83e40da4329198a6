import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { useSession } from '../api/session.ts'
import { FollowHashtagDocument, type TagFragment, UnfollowHashtagDocument } from '../operations.gen.ts'
import { counted } from './count.ts'
import { tagPath } from './text.tsx'
import { useToast } from './toasts.tsx'

/** A hashtag in a list. */
export function TagRow({ tag }: { tag: TagFragment }) {
  return (
    <li className="row">
      <Link className="tag" to={tagPath(tag.name)}>
        <b>#{tag.name}</b>
        <small>{counted(tag.postCount, 'public post')}</small>
      </Link>
      <FollowTagButton tag={tag} />
    </li>
  )
}

export function FollowTagButton({ tag: { name, viewerIsFollowing } }: { tag: TagFragment }) {
  const toast = useToast()
  const navigate = useNavigate()
  const { kind } = useSession()
  const [busy, setBusy] = useState(false)
  async function toggle() {
    if (kind !== 'in') return void navigate('/sign-in')
    setBusy(true)
    const input = { name }
    const outcome = viewerIsFollowing
      ? await act(UnfollowHashtagDocument, { input })
      : await act(FollowHashtagDocument, { input })
    setBusy(false)
    if (!outcome.ok) toast(outcome.faults[0]!.message)
  }
  const label = viewerIsFollowing ? 'Following' : 'Follow'
  return (
    <button
      type="button"
      className={viewerIsFollowing ? 'button quiet' : 'button'}
      aria-pressed={viewerIsFollowing}
      aria-label={`${label} #${name}`}
      disabled={busy}
      onClick={() => void toggle()}
    >
      {label}
    </button>
  )
}
