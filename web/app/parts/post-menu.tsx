import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useViewer } from '../api/viewer.ts'
import { DeletePostDocument, type PostViewFragment, SetCommentsEnabledDocument } from '../operations.gen.ts'
import { CollectButton } from './collect-button.tsx'
import { Confirm } from './confirm.tsx'
import { Menu } from './menu.tsx'
import { ReportButton } from './report-button.tsx'
import { useToast } from './toasts.tsx'

/** What can be done with a post besides liking it. */
export function PostMenu({ post, onDeleted }: { post: PostViewFragment; onDeleted?: () => void }) {
  const viewer = useViewer()
  const toast = useToast()
  const navigate = useNavigate()
  const address = `/p/${post.id}`
  async function copy() {
    try {
      await navigator.clipboard.writeText(new URL(address, location.href).href)
      toast('The link is copied.')
    } catch {
      toast('This browser does not let pages copy. Take the address of the post’s page.')
    }
  }
  return (
    <Menu label="More about this post">
      <button type="button" onClick={() => void navigate(address)}>
        Open
      </button>
      <button type="button" onClick={() => void copy()}>
        Copy link
      </button>
      {viewer && <CollectButton postId={post.id} />}
      {viewer?.id === post.author.id && <OwnActs post={post} onDeleted={onDeleted} />}
      {viewer && viewer.id !== post.author.id && <ReportButton subjectId={post.id} what="post" />}
    </Menu>
  )
}

/** What only its author may do. */
function OwnActs({ post, onDeleted }: { post: PostViewFragment; onDeleted: (() => void) | undefined }) {
  const toast = useToast()
  const enabled = !post.commentsEnabled
  async function switchComments() {
    const outcome = await act(SetCommentsEnabledDocument, { input: { postId: post.id, enabled } })
    toast(outcome.ok ? `Comments are ${enabled ? 'open' : 'closed'}.` : outcome.faults[0]!.message)
  }
  async function remove() {
    const outcome = await act(DeletePostDocument, { input: { postId: post.id } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    client.cache.evict({ id: client.cache.identify({ __typename: 'Post', id: post.id })! })
    client.cache.gc()
    toast('The post is deleted.')
    onDeleted?.()
  }
  return (
    <>
      <button type="button" onClick={() => void switchComments()}>
        {enabled ? 'Open comments' : 'Close comments'}
      </button>
      <Confirm
        className="danger"
        title="Delete this post?"
        text="It disappears for everyone at once. Its photos are destroyed after 30 days."
        action="Delete"
        run={() => void remove()}
      >
        Delete
      </Confirm>
    </>
  )
}
