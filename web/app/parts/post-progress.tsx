import { useQuery } from '@apollo/client/react'
import { PostProgressDocument, type PostViewFragment } from '../operations.gen.ts'
import { Icon } from './icon.tsx'

/** A post that others cannot see yet, watched until they can. */
export function PostProgress({ post }: { post: PostViewFragment }) {
  const waiting = post.status === 'PROCESSING'
  // Its answer goes to the cache, from where every view of the post has it.
  useQuery(PostProgressDocument, {
    variables: { id: post.id },
    pollInterval: waiting ? 1_000 : 0,
    skip: !waiting,
    fetchPolicy: 'network-only',
  })
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
