import { useQuery } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { act } from '../api/act.ts'
import { client } from '../api/client.ts'
import { useNews } from '../api/live.ts'
import { useSession } from '../api/session.ts'
import { useViewer } from '../api/viewer.ts'
import { MarkStorySeenDocument, StoriesDocument, StoryTrayDocument, type StoryViewFragment } from '../operations.gen.ts'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PersonLine } from '../parts/person.tsx'
import { Photo } from '../parts/photo.tsx'
import { ReportButton } from '../parts/report-button.tsx'
import { Failed, Skeleton } from '../parts/states.tsx'
import { StoryActs } from '../parts/story-acts.tsx'
import { TimeAgo } from '../parts/time-ago.tsx'
import { NotFound } from './not-found.tsx'

const pollMs = 1_000

export function Component() {
  const { handle = '' } = useParams()
  return <Stories key={handle} handle={handle} />
}

/** Somebody's stories, one at a time: turned by buttons, by the arrow keys, or by touching a side. Nothing moves by itself. */
function Stories({ handle }: { handle: string }) {
  const { kind } = useSession()
  const viewer = useViewer()
  const { data, error, refetch } = useQuery(StoriesDocument, {
    variables: { handle },
    skip: kind === 'starting',
    fetchPolicy: 'cache-and-network',
  })
  const person = data?.userByHandle
  const stories = person?.stories.edges.flatMap(({ node }) => (node ? [node] : [])) ?? []
  const isWaiting = stories.some(({ status }) => status === 'PROCESSING')
  useNews('story', () => isWaiting && void refetch().catch(() => {}), pollMs)
  if (error && !person) return <Failed error={error} retry={() => void refetch()} />
  if (data && (!person || stories.length === 0)) return <NotFound what="This story" />
  if (!person) return <Skeleton kind="post" count={1} />
  const unseen = stories.findIndex(({ viewerHasSeen }) => !viewerHasSeen)
  return (
    <div className="theatre">
      <PageTitle title={`${person.displayName}’s story`} hidden />
      <Reel stories={stories} start={Math.max(0, unseen)} handle={handle} isOwn={viewer?.id === person.id}>
        {(story) => (
          <PersonLine person={person}>
            <TimeAgo at={story.createdAt} />
          </PersonLine>
        )}
      </Reel>
    </div>
  )
}

interface ReelProps {
  stories: readonly StoryViewFragment[]
  start: number
  handle: string
  isOwn: boolean
  children: (story: StoryViewFragment) => React.ReactNode
}

function Reel({ stories, start, handle, isOwn, children }: ReelProps) {
  const navigate = useNavigate()
  const { kind } = useSession()
  const [at, setAt] = useState(start)
  const place = Math.min(at, stories.length - 1)
  const story = stories[place]!
  const { id, status, viewerHasSeen } = story
  useEffect(() => {
    if (!viewerHasSeen && status === 'READY') void act(MarkStorySeenDocument, { input: { storyId: id } })
  }, [id, status, viewerHasSeen])

  async function turn(by: -1 | 1) {
    const next = place + by
    if (next >= 0 && next < stories.length) return setAt(next)
    if (by < 0) return
    const following = await nextReel(handle)
    await navigate(following ? `/stories/${following}` : '/', { replace: true })
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || document.querySelector('dialog[open]')) return
      if (event.key === 'ArrowRight') void turn(1)
      else if (event.key === 'ArrowLeft') void turn(-1)
      else if (event.key === 'Escape') void navigate('/')
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
  return (
    <section className="reel-view" aria-label={`Story ${place + 1} of ${stories.length}`}>
      <div className="ticks" aria-hidden="true">
        {stories.map(({ id: key }, i) => (
          <i key={key} data-done={i <= place} />
        ))}
      </div>
      <header>
        {children(story)}
        <Link to="/" className="icon-button" aria-label="Close">
          <Icon name="close" />
        </Link>
      </header>
      <div className="scene">
        {status === 'READY' && story.photo ? (
          <Photo key={id} photo={story.photo} sizes="(min-width: 700px) 480px, 100vw" eager />
        ) : (
          <p role="status">
            {status === 'FAILED' ? story.failure?.message : (story.notice ?? 'Developing your photo …')}
          </p>
        )}
        <button
          type="button"
          className="side left"
          onClick={() => void turn(-1)}
          disabled={place === 0}
          aria-label="Previous story"
        />
        <button type="button" className="side right" onClick={() => void turn(1)} aria-label="Next story" />
      </div>
      {isOwn && <StoryActs story={story} />}
      {kind === 'in' && !isOwn && (
        <footer className="actions">
          <ReportButton key={id} subjectId={id} what="story" className="button quiet" />
        </footer>
      )}
    </section>
  )
}

/** Whose stories come after these, of those with one not seen. */
async function nextReel(handle: string): Promise<string | null> {
  const answer = await client.query({ query: StoryTrayDocument, fetchPolicy: 'network-only' }).catch(() => null)
  const next = answer?.data?.storyTray.find(({ author, hasUnseen }) => hasUnseen && author.handle !== handle)
  return next?.author.handle ?? null
}
