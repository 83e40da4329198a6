import type { ApolloCache } from '@apollo/client'
import { useEffect, useId, useRef, useState } from 'react'
import { Link } from 'react-router'
import { act } from '../api/act.ts'
import { newKey } from '../api/keys.ts'
import { useSession } from '../api/session.ts'
import { type CommentViewFragment, CreateCommentDocument, RepliesDocument } from '../operations.gen.ts'

export interface Answer {
  to: CommentViewFragment
  /** The comment that starts the thread. */
  threadId: string
  done: () => void
}

/** Says something below a post. What cannot be sent stays in the field, and is the same comment when it is sent again. */
export function CommentForm({ postId, answer }: { postId: string; answer?: Answer }) {
  const { kind } = useSession()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const key = useRef(newKey())
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const isAnswer = answer !== undefined
  useEffect(() => {
    if (isAnswer) field.current?.focus()
  }, [isAnswer])
  if (kind !== 'in') {
    return (
      <p className="quiet-note">
        <Link to="/sign-in">Sign in</Link> to say something.
      </p>
    )
  }
  async function send() {
    if (!text.trim() || busy) return
    setBusy(true)
    setFault('')
    const input = { postId, text: text.trim(), idempotencyKey: key.current, ...(answer && { replyTo: answer.to.id }) }
    const outcome = await act(
      CreateCommentDocument,
      { input },
      answer
        ? { refetchQueries: [RepliesDocument], awaitRefetchQueries: true }
        : { update: (cache, { data }) => show(cache, postId, data?.createComment.comment) },
    )
    setBusy(false)
    if (!outcome.ok) return setFault(outcome.faults[0]!.message)
    key.current = newKey()
    setText('')
    if (answer) answer.done()
    else field.current?.focus()
  }
  const label = answer ? `Reply to ${answer.to.author.displayName}` : 'Comment'
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={1}
        maxLength={2_200}
        placeholder={answer ? `${label} …` : 'Say something …'}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') answer?.done()
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void send()
        }}
      />
      <button type="submit" className="button" disabled={busy || !text.trim()}>
        {busy ? 'Sending …' : 'Send'}
      </button>
      <p role="alert" className="fault">
        {fault}
      </p>
    </form>
  )
}

/** Puts a new comment where the latest one is. */
function show(cache: ApolloCache, postId: string, comment: CommentViewFragment | null | undefined): void {
  if (!comment) return
  const node = { __ref: cache.identify({ __typename: 'Comment', id: comment.id })! }
  type Page = { edges: { node: typeof node | null }[] }
  cache.modify({
    id: cache.identify({ __typename: 'Post', id: postId })!,
    fields: {
      comments(value) {
        const page = value as unknown as Page
        if (page.edges.some((edge) => edge.node?.__ref === node.__ref)) return page
        return { ...page, edges: [{ __typename: 'CommentEdge', cursor: '', node }, ...page.edges] }
      },
    },
  })
}
