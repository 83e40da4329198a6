import { Fragment } from 'react'
import { Link } from 'react-router'

const handle = /(^|[^\w@])@([a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?)/gi

/** What people wrote: names with an @ lead to their profiles. */
export function Text({ children }: { children: string }) {
  const parts: { at: number; before: string; name: string | null }[] = []
  let from = 0
  for (const { index, 0: whole, 1: lead, 2: name } of children.matchAll(handle)) {
    parts.push({ at: index, before: children.slice(from, index) + lead, name: name!.toLowerCase() })
    from = index + whole.length
  }
  parts.push({ at: from, before: children.slice(from), name: null })
  return parts.map(({ at, before, name }) => (
    <Fragment key={at}>
      {before}
      {name && <Link to={`/@${name}`}>@{name}</Link>}
    </Fragment>
  ))
}
