import { useState } from 'react'
import { Link } from 'react-router'
import type { PostViewFragment } from '../operations.gen.ts'
import { Carousel } from './carousel.tsx'
import { short } from './count.ts'
import { Icon } from './icon.tsx'
import { LikeButton, useLike } from './like-button.tsx'
import { PersonLine } from './person.tsx'
import { PostMenu } from './post-menu.tsx'
import { PostProgress } from './post-progress.tsx'
import { SaveButton } from './save-button.tsx'
import { Caption } from './text.tsx'
import { TimeAgo } from './time-ago.tsx'

export const feedSizes = '(min-width: 700px) 600px, 100vw'

/** A post as the feed shows it. */
export function PostCard({ post, eager = false }: { post: PostViewFragment; eager?: boolean }) {
  return (
    <article className="card post" aria-label={`Post by ${post.author.displayName}`}>
      <header>
        <PersonLine person={post.author}>
          <TimeAgo at={post.publishedAt ?? post.createdAt} />
        </PersonLine>
        <PostMenu post={post} />
      </header>
      <PostMedia post={post} eager={eager} sizes={feedSizes} />
      <PostActions post={post} />
      {post.caption && (
        <p className="caption">
          <Caption post={post} />
        </p>
      )}
      {post.commentCount > 0 && (
        <Link className="more-comments" to={`/p/${post.id}`}>
          {post.commentCount === 1 ? 'See the comment' : `See all ${short(post.commentCount)} comments`}
        </Link>
      )}
    </article>
  )
}

export function PostMedia({ post, eager = false, sizes }: { post: PostViewFragment; eager?: boolean; sizes: string }) {
  const like = useLike(post)
  const [burst, setBurst] = useState(0)
  if (post.status !== 'READY') return <PostProgress post={post} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button below it
    <div
      className="media"
      onDoubleClick={() => {
        setBurst(burst + 1)
        void like(true)
      }}
    >
      <Carousel photos={post.photos} eager={eager} sizes={sizes} />
      {burst > 0 && (
        <span key={burst} className="burst">
          <Icon name="heart" size={96} filled />
        </span>
      )}
    </div>
  )
}

export function PostActions({ post }: { post: PostViewFragment }) {
  if (post.status !== 'READY') return null
  return (
    <div className="post-actions">
      <LikeButton post={post} />
      <Link className="icon-button" to={`/p/${post.id}`} aria-label={`Comments, ${post.commentCount}`}>
        <Icon name="bubble" />
        <span aria-hidden="true">{short(post.commentCount)}</span>
      </Link>
      <SaveButton post={post} />
    </div>
  )
}
