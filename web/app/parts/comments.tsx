import type { CommentViewFragment } from '../operations.gen.ts'
import { Endless } from './endless.tsx'
import { PersonLine } from './person.tsx'
import { Text } from './text.tsx'
import { TimeAgo } from './time-ago.tsx'

export interface CommentsProps {
  comments: readonly CommentViewFragment[]
  hasMore: boolean
  more: () => Promise<unknown>
}

export function Comments({ comments, hasMore, more }: CommentsProps) {
  if (comments.length === 0) return <p className="quiet-note">Nobody has said anything yet.</p>
  return (
    <section aria-label="Comments">
      <ul className="comments">
        {comments.map((comment) => (
          <li key={comment.id}>
            <PersonLine person={comment.author} size={28}>
              <TimeAgo at={comment.createdAt} />
            </PersonLine>
            <p>
              <Text>{comment.text}</Text>
            </p>
          </li>
        ))}
      </ul>
      <Endless hasMore={hasMore} more={more} />
    </section>
  )
}
