import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { useNavigate, useParams } from 'react-router'
import { act } from '../api/act.ts'
import { useSession } from '../api/session.ts'
import { PostPageDocument, RecordViewsDocument } from '../operations.gen.ts'
import { CommentForm } from '../parts/comment-form.tsx'
import { Comments } from '../parts/comments.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PersonLine } from '../parts/person.tsx'
import { PostActions, PostMedia } from '../parts/post-card.tsx'
import { PostMenu } from '../parts/post-menu.tsx'
import { Failed, Skeleton } from '../parts/states.tsx'
import { Caption } from '../parts/text.tsx'
import { TimeAgo } from '../parts/time-ago.tsx'
import { NotFound } from './not-found.tsx'

const pageSize = 20

export function Component() {
  const { postId = '' } = useParams()
  const { kind } = useSession()
  const navigate = useNavigate()
  const { data, error, fetchMore, refetch } = useQuery(PostPageDocument, {
    variables: { id: postId, first: pageSize },
    skip: kind === 'starting',
    fetchPolicy: 'cache-and-network',
  })
  const post = data?.post
  const isReady = post?.status === 'READY'
  useEffect(() => {
    if (isReady) void act(RecordViewsDocument, { input: { postIds: [postId] } })
  }, [isReady, postId])
  if (error && !post) return <Failed error={error} retry={() => void refetch()} />
  if (data && !post) return <NotFound what="This post" />
  if (!post) return <Skeleton kind="post" count={1} />
  const { comments } = post
  return (
    <article className="post-page">
      <PageTitle title={`${post.author.displayName}’s post`} hidden />
      <div className="stand">
        <PostMedia post={post} eager sizes="(min-width: 1100px) 640px, 100vw" />
      </div>
      <div className="talk">
        <header>
          <PersonLine person={post.author}>
            <TimeAgo at={post.publishedAt ?? post.createdAt} />
          </PersonLine>
          <PostMenu post={post} onDeleted={() => void navigate('/', { replace: true })} />
        </header>
        {post.caption && (
          <p className="caption">
            <Caption post={post} />
          </p>
        )}
        <PostActions post={post} />
        {post.status === 'READY' && (
          <>
            {post.commentsEnabled && <CommentForm postId={post.id} />}
            <Comments
              talk={{ id: post.id, authorId: post.author.id, isOpen: post.commentsEnabled }}
              comments={comments.edges.flatMap(({ node }) => (node ? [node] : []))}
              hasMore={comments.pageInfo.hasNextPage}
              more={() => fetchMore({ variables: { id: postId, first: pageSize, after: comments.pageInfo.endCursor } })}
            />
          </>
        )}
      </div>
    </article>
  )
}
