import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import {
  BlockUserDocument,
  MuteUserDocument,
  type PersonFragment,
  RemoveFollowerDocument,
  UnmuteUserDocument,
} from '../operations.gen.ts'
import { Confirm } from './confirm.tsx'
import { Menu } from './menu.tsx'
import { ReportButton } from './report-button.tsx'
import { useToast } from './toasts.tsx'

/** How to be bothered less by somebody. */
export function ProfileMenu({ user }: { user: PersonFragment & { viewerIsMuting: boolean } }) {
  const toast = useToast()
  const navigate = useNavigate()
  const { kind } = useSession()
  if (kind !== 'in') return null
  const input = { userId: user.id }
  const name = user.displayName
  async function mute() {
    const outcome = user.viewerIsMuting
      ? await act(UnmuteUserDocument, { input })
      : await act(MuteUserDocument, { input })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'homeFeed' })
    toast(user.viewerIsMuting ? `${name} is in your feed again.` : `${name} is left out of your feed, and is not told.`)
  }
  async function removeFollower() {
    const outcome = await act(RemoveFollowerDocument, { input })
    toast(outcome.ok ? `${name} does not follow you any more.` : outcome.faults[0]!.message)
  }
  async function block() {
    const outcome = await act(BlockUserDocument, { input })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    toast(`${name} is blocked.`)
    await navigate('/')
    // Whatever showed them is to be asked for anew.
    await client.resetStore().catch(() => {})
  }
  return (
    <Menu label={`More about ${name}`}>
      <button type="button" onClick={() => void mute()}>
        {user.viewerIsMuting ? 'Unmute' : 'Mute'}
      </button>
      <button type="button" onClick={() => void removeFollower()}>
        Remove as follower
      </button>
      <Confirm
        className="danger"
        title={`Block ${name}?`}
        text="Neither of you sees anything of the other any more, and neither follows the other. You can take it back in the settings."
        action="Block"
        run={() => void block()}
      >
        Block
      </Confirm>
      <ReportButton subjectId={user.id} what="account" />
    </Menu>
  )
}
