import { useQuery } from '@apollo/client/react'
import { Link } from 'react-router'
import { act } from '../../api/act.ts'
import { useViewer } from '../../api/viewer.ts'
import {
  BlockedUsersDocument,
  MutedUsersDocument,
  UnblockUserDocument,
  UnmuteUserDocument,
  UpdateProfileDocument,
} from '../../operations.gen.ts'
import { PeopleList } from '../../parts/people-list.tsx'
import { useToast } from '../../parts/toasts.tsx'

const first = 30

export function Component() {
  return (
    <>
      <PrivateAccount />
      <Blocked />
      <Muted />
    </>
  )
}

function PrivateAccount() {
  const viewer = useViewer()
  const toast = useToast()
  async function change(isPrivate: boolean) {
    const outcome = await act(UpdateProfileDocument, { input: { isPrivate } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    toast(isPrivate ? 'Only people you accept see your photos now.' : 'Everybody sees your photos now.')
  }
  return (
    <section className="panel">
      <label className="toggle">
        <span>
          <b>Private account</b>
          <small>Only people that you accept see your photos, followers and whom you follow.</small>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={viewer?.isPrivate ?? false}
          disabled={!viewer}
          checked={viewer?.isPrivate ?? false}
          onChange={({ target }) => void change(target.checked)}
        />
      </label>
      <Link to="/requests">Follow requests</Link>
    </section>
  )
}

function Blocked() {
  const toast = useToast()
  const { data, error, refetch, fetchMore } = useQuery(BlockedUsersDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.blockedUsers
  async function unblock(userId: string) {
    const outcome = await act(UnblockUserDocument, { input: { userId } })
    if (!outcome.ok) toast(outcome.faults[0]!.message)
    await refetch()
  }
  return (
    <section className="panel">
      <h2>Blocked</h2>
      <PeopleList
        page={page}
        error={error}
        retry={() => void refetch()}
        more={() => fetchMore({ variables: { first, after: page?.pageInfo.endCursor } })}
        empty="You block nobody"
        act={({ id, displayName }) => (
          <button
            type="button"
            className="button quiet"
            aria-label={`Unblock ${displayName}`}
            onClick={() => void unblock(id)}
          >
            Unblock
          </button>
        )}
      />
    </section>
  )
}

function Muted() {
  const toast = useToast()
  const { data, error, refetch, fetchMore } = useQuery(MutedUsersDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.mutedUsers
  async function unmute(userId: string) {
    const outcome = await act(UnmuteUserDocument, { input: { userId } })
    if (!outcome.ok) toast(outcome.faults[0]!.message)
    await refetch()
  }
  return (
    <section className="panel">
      <h2>Muted</h2>
      <PeopleList
        page={page}
        error={error}
        retry={() => void refetch()}
        more={() => fetchMore({ variables: { first, after: page?.pageInfo.endCursor } })}
        empty="You mute nobody"
        act={({ id, displayName }) => (
          <button
            type="button"
            className="button quiet"
            aria-label={`Unmute ${displayName}`}
            onClick={() => void unmute(id)}
          >
            Unmute
          </button>
        )}
      />
    </section>
  )
}
