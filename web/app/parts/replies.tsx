import { useQuery } from '@apollo/client/react'
import { type CommentViewFragment, RepliesDocument } from '../operations.gen.ts'
import { Comment, type Talk } from './comment.tsx'
import { Endless } from './endless.tsx'
import { Failed, Skeleton } from './states.tsx'

const first = 20

export interface RepliesProps {
  talk: Talk
  commentId: string
  answer: (to: CommentViewFragment) => void
}

/** The answers in a thread, the oldest first. */
export function Replies({ talk, commentId, answer }: RepliesProps) {
  const { data, error, refetch, fetchMore } = useQuery(RepliesDocument, {
    variables: { commentId, first },
    fetchPolicy: 'cache-and-network',
  })
  const thread = data?.node && 'replies' in data.node ? data.node : null
  if (error && !thread) return <Failed error={error} retry={() => void refetch()} />
  if (!thread) return data ? null : <Skeleton kind="row" count={1} />
  const { edges, pageInfo } = thread.replies
  return (
    <>
      <ul className="replies">
        {edges.map(
          ({ node }) =>
            node && (
              <li key={node.id}>
                <Comment talk={talk} comment={node} answer={answer} />
              </li>
            ),
        )}
      </ul>
      <Endless
        hasMore={pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { commentId, first, after: pageInfo.endCursor } })}
      />
    </>
  )
}
