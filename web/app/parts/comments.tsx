import { useState } from 'react'
import type { CommentViewFragment } from '../operations.gen.ts'
import { Comment, type Talk } from './comment.tsx'
import { CommentForm } from './comment-form.tsx'
import { Endless } from './endless.tsx'
import { Replies } from './replies.tsx'

export interface CommentsProps {
  talk: Talk
  comments: readonly CommentViewFragment[]
  hasMore: boolean
  more: () => Promise<unknown>
}

export function Comments({ talk, comments, hasMore, more }: CommentsProps) {
  if (comments.length === 0 && !hasMore) {
    return <p className="quiet-note">{talk.isOpen ? 'Nobody has said anything yet.' : 'Comments are closed.'}</p>
  }
  return (
    <section aria-label="Comments">
      {!talk.isOpen && <p className="quiet-note">Comments are closed.</p>}
      <ul className="comments">
        {comments.map((comment) => (
          <Thread key={comment.id} talk={talk} comment={comment} />
        ))}
      </ul>
      <Endless hasMore={hasMore} more={more} />
    </section>
  )
}

/** A comment and, once they are asked for, the answers to it. */
function Thread({ talk, comment }: { talk: Talk; comment: CommentViewFragment }) {
  const [open, setOpen] = useState(false)
  const [answering, setAnswering] = useState<CommentViewFragment | null>(null)
  const answer = (to: CommentViewFragment) => {
    setOpen(true)
    setAnswering(to)
  }
  const { replyCount } = comment
  return (
    <li>
      <Comment talk={talk} comment={comment} answer={answer} />
      {replyCount > 0 && !open && (
        <button type="button" className="replies-button" onClick={() => setOpen(true)}>
          {replyCount === 1 ? 'Show the reply' : `Show ${replyCount} replies`}
        </button>
      )}
      {open && <Replies talk={talk} commentId={comment.id} answer={answer} />}
      {answering && (
        <CommentForm
          key={answering.id}
          postId={talk.id}
          answer={{ to: answering, threadId: comment.id, done: () => setAnswering(null) }}
        />
      )}
    </li>
  )
}
