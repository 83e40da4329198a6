import { useQuery } from '@apollo/client/react'
import { useNews } from '../api/live.ts'
import { PostProgressDocument, type PostViewFragment } from '../operations.gen.ts'
import { Icon } from './icon.tsx'

const lookEveryMs = 1_000

/** A post that others cannot see yet, watched until they can. */
export function PostProgress({ post }: { post: PostViewFragment }) {
  const waiting = post.status === 'PROCESSING'
  // Its answer goes to the cache, from where every view of the post has it.
  const { refetch } = useQuery(PostProgressDocument, {
    variables: { id: post.id },
    skip: !waiting,
    fetchPolicy: 'network-only',
  })
  useNews('post', () => waiting && void refetch().catch(() => {}), lookEveryMs)
  if (waiting) {
    return (
      <div className="developing" role="status">
        <span className="bath" aria-hidden="true" />
        <b>Developing your {post.photos.length === 1 ? 'photo' : 'photos'} …</b>
        <p>{post.notice ?? 'Others see the post as soon as it is ready.'}</p>
      </div>
    )
  }
  return (
    <div className="developing failed" role="status">
      <Icon name="warning" size={40} />
      <b>This post could not be made ready</b>
      <p>{post.failure?.message}</p>
    </div>
  )
}
