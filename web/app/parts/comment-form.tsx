import type { ApolloCache } from '@apollo/client'
import { useId, useRef, useState } from 'react'
import { Link } from 'react-router'
import { act } from '../api/act.ts'
import { newKey } from '../api/keys.ts'
import { useSession } from '../api/session.ts'
import { type CommentViewFragment, CreateCommentDocument } from '../operations.gen.ts'

/** Says something below a post. What cannot be sent stays in the field, and is the same comment when it is sent again. */
export function CommentForm({ postId }: { postId: string }) {
  const { kind } = useSession()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const key = useRef(newKey())
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
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
    const input = { postId, text: text.trim(), idempotencyKey: key.current }
    const outcome = await act(
      CreateCommentDocument,
      { input },
      {
        update: (cache, { data }) => {
          const comment = data?.createComment.comment
          if (comment) show(cache, postId, comment)
        },
      },
    )
    setBusy(false)
    if (!outcome.ok) return setFault(outcome.faults[0]!.message)
    key.current = newKey()
    setText('')
    field.current?.focus()
  }
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={id} className="unseen">
        Comment
      </label>
      <textarea
        id={id}
        ref={field}
        rows={1}
        maxLength={2_200}
        placeholder="Say something …"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
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
function show(cache: ApolloCache, postId: string, comment: CommentViewFragment): void {
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
