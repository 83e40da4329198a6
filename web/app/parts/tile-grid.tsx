import { Link } from 'react-router'
import type { TileFragment } from '../operations.gen.ts'
import { counted } from './count.ts'
import { Icon } from './icon.tsx'
import { Photo } from './photo.tsx'

/** Posts as a grid of their first photos. */
export function TileGrid({ posts }: { posts: readonly TileFragment[] }) {
  return (
    <ul className="tiles">
      {posts.map((post) => (
        <li key={post.id}>
          <Tile post={post} />
        </li>
      ))}
    </ul>
  )
}

function Tile({ post }: { post: TileFragment }) {
  const [photo] = post.photos
  const about = photo?.altText || post.caption || 'Photo'
  return (
    <Link to={`/p/${post.id}`} className="tile" aria-label={`${about}. ${counted(post.likeCount, 'like')}`}>
      {photo && post.status === 'READY' ? (
        <Photo photo={{ ...photo, altText: '' }} sizes="(min-width: 960px) 300px, 33vw" />
      ) : (
        <span className="pending">{post.status === 'FAILED' ? 'Could not be made' : 'Developing …'}</span>
      )}
      {post.photos.length > 1 && (
        <span className="badge">
          <Icon name="stack" size={18} />
        </span>
      )}
    </Link>
  )
}
