import { Fragment } from 'react'
import { Link } from 'react-router'
import type { CommentViewFragment, PostViewFragment } from '../operations.gen.ts'

interface Lead {
  start: number
  end: number
  to: string
}

/** What people wrote, with parts of it that lead somewhere. */
function Text({ text, leads }: { text: string; leads: readonly Lead[] }) {
  let from = 0
  const parts = leads.map(({ start, end, to }) => {
    const before = text.slice(from, start)
    from = end
    return (
      <Fragment key={start}>
        {before}
        <Link to={to}>{text.slice(start, end)}</Link>
      </Fragment>
    )
  })
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  )
}

const handleOrTag = /(?<![\p{L}\p{N}_@#&/])(?:@([a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?)|[#＃]([\p{L}\p{M}\p{N}_]+))/giu

/** A caption: names with an @ lead to profiles, and the hashtags that Halide found to theirs. */
export function Caption({ post }: { post: Pick<PostViewFragment, 'caption' | 'hashtags'> }) {
  const tags = new Set(post.hashtags.map(({ name }) => name))
  const leads = [...post.caption.matchAll(handleOrTag)].flatMap(({ index, 0: whole, 1: handle, 2: word }) => {
    const tag = word?.normalize('NFKC').toLowerCase()
    const to = handle ? `/@${handle.toLowerCase()}` : tag && tags.has(tag) ? tagPath(tag) : null
    return to ? [{ start: index, end: index + whole.length, to }] : []
  })
  return <Text text={post.caption} leads={leads} />
}

/** A comment: Halide says who is mentioned where. */
export function CommentText({ comment }: { comment: Pick<CommentViewFragment, 'text' | 'mentions'> }) {
  const leads = comment.mentions.flatMap(({ start, end, user }) =>
    user ? [{ start, end, to: `/@${user.handle}` }] : [],
  )
  return <Text text={comment.text} leads={leads} />
}

export function tagPath(name: string): string {
  return `/tags/${encodeURIComponent(name)}`
}
