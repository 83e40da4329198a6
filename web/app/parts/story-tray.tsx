import { useQuery } from '@apollo/client/react'
import { Link } from 'react-router'
import { useViewer } from '../api/viewer.ts'
import { StoryTrayDocument } from '../operations.gen.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'

/** Whose stories there are to look at. It is no reason to fail for the feed below it. */
export function StoryTray() {
  const viewer = useViewer()
  const { data } = useQuery(StoryTrayDocument, { fetchPolicy: 'cache-and-network' })
  if (!viewer) return null
  const reels = data?.storyTray ?? []
  const others = reels.filter(({ author }) => author.id !== viewer.id)
  const hasOwn = others.length < reels.length
  return (
    <nav className="tray" aria-label="Stories">
      <ul>
        <li>
          <Link to="/stories/new" className="reel">
            <span className="ring add">
              <Avatar person={viewer} size={56} />
              <Icon name="plus" size={18} />
            </span>
            Add a story
          </Link>
        </li>
        {hasOwn && (
          <li>
            <Link to={`/stories/${viewer.handle}`} className="reel" data-unseen="false">
              <span className="ring">
                <Avatar person={viewer} size={56} />
              </span>
              Your story
            </Link>
          </li>
        )}
        {others.map(({ author, hasUnseen }) => (
          <li key={author.id}>
            <Link to={`/stories/${author.handle}`} className="reel" data-unseen={hasUnseen}>
              <span className="ring">
                <Avatar person={author} size={56} />
              </span>
              {author.handle}
              <span className="unseen">{hasUnseen ? 'not seen yet' : 'seen'}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
