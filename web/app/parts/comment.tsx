import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useViewer } from '../api/viewer.ts'
import { type CommentViewFragment, DeleteCommentDocument } from '../operations.gen.ts'
import { Confirm } from './confirm.tsx'
import { PersonLine } from './person.tsx'
import { ReportButton } from './report-button.tsx'
import { CommentText } from './text.tsx'
import { TimeAgo } from './time-ago.tsx'
import { useToast } from './toasts.tsx'

/** The post that is talked about, and what its author allows. */
export interface Talk {
  id: string
  authorId: string
  isOpen: boolean
}

export interface CommentProps {
  talk: Talk
  comment: CommentViewFragment
  answer: (to: CommentViewFragment) => void
}

export function Comment({ talk, comment, answer }: CommentProps) {
  const viewer = useViewer()
  const toast = useToast()
  const mayDelete = viewer && (viewer.id === comment.author.id || viewer.id === talk.authorId)
  async function remove() {
    const outcome = await act(DeleteCommentDocument, { input: { commentId: comment.id } })
    if (!outcome.ok) return toast(outcome.faults[0]!.message)
    client.cache.evict({ id: client.cache.identify({ __typename: 'Comment', id: comment.id })! })
    client.cache.gc()
  }
  const name = comment.author.displayName
  return (
    <div className="comment">
      <PersonLine person={comment.author} size={28}>
        <TimeAgo at={comment.createdAt} />
      </PersonLine>
      <p>
        <CommentText comment={comment} />
      </p>
      {viewer && (
        <div className="comment-acts">
          {talk.isOpen && (
            <button type="button" aria-label={`Reply to ${name}`} onClick={() => answer(comment)}>
              Reply
            </button>
          )}
          {mayDelete && (
            <Confirm
              title="Delete this comment?"
              text={comment.replyCount > 0 ? 'The replies to it go with it.' : `It is by ${name}.`}
              action="Delete"
              run={() => void remove()}
            >
              Delete
            </Confirm>
          )}
          {viewer.id !== comment.author.id && <ReportButton subjectId={comment.id} what="comment" />}
        </div>
      )}
    </div>
  )
}
