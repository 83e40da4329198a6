import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { act } from '../api/act.ts'
import { useNews } from '../api/live.ts'
import { lookEveryMs, setUnread } from '../api/unread.ts'
import {
  FollowRequestsDocument,
  MarkNotificationsReadDocument,
  NotificationsDocument,
  type NotificationsQuery,
} from '../operations.gen.ts'
import { Endless } from '../parts/endless.tsx'
import { Icon } from '../parts/icon.tsx'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PersonLine } from '../parts/person.tsx'
import { Photo } from '../parts/photo.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { TimeAgo } from '../parts/time-ago.tsx'

const first = 20

export function Component() {
  return (
    <div className="column">
      <PageTitle title="Activity" />
      <NeedSession>
        <Waiting />
        <Notifications />
      </NeedSession>
    </div>
  )
}

/** The way to who asked to follow, where anybody did. */
function Waiting() {
  const { data } = useQuery(FollowRequestsDocument, { variables: { first: 1 }, fetchPolicy: 'no-cache' })
  if (!data?.followRequests.edges.some(({ node }) => node)) return null
  return (
    <Link className="row notice-link" to="/requests">
      <Icon name="person" />
      <b>People ask to follow you</b>
      <Icon name="right" size={18} />
    </Link>
  )
}

function Notifications() {
  const { data, error, refetch, fetchMore } = useQuery(NotificationsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.notifications
  // Who has read on is left where they are.
  useNews('notifications', () => void ((page?.edges.length ?? 0) <= first && refetch()), lookEveryMs)
  // Being shown is being read; the marks beside what was new stay until the next visit.
  const latest = page?.edges[0]?.node
  const upTo = latest && !latest.isRead ? latest.id : null
  useEffect(() => {
    if (upTo === null) return
    void act(MarkNotificationsReadDocument, { input: { upTo } }).then((outcome) => {
      if (outcome.ok) setUnread(outcome.data.markNotificationsRead.unreadCount ?? 0)
    })
  }, [upTo])
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="row" count={5} />
  const notices = page.edges.flatMap(({ node }) => (node ? [node] : []))
  if (notices.length === 0) {
    return (
      <Empty icon="bell" title="All quiet">
        <p>You are told here what others do that is about you.</p>
      </Empty>
    )
  }
  return (
    <>
      <ul className="rows">
        {notices.map((notice) => (
          <Notice key={notice.id} notice={notice} />
        ))}
      </ul>
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })}
      />
    </>
  )
}

type NoticeView = NonNullable<NotificationsQuery['notifications']['edges'][number]['node']>

/** Kinds whose count is one of people. */
const ofPeople = new Set<NoticeView['kind']>(['LIKE', 'FOLLOW', 'FOLLOW_REQUEST'])

/** What was done, behind the name of who did it last. */
const deeds: Record<NoticeView['kind'], string> = {
  POST_PUBLISHED: 'shared a post',
  LIKE: 'liked your post',
  COMMENT: 'commented on your post',
  REPLY: 'answered your comment',
  MENTION: 'mentioned you',
  FOLLOW: 'followed you',
  FOLLOW_REQUEST: 'asked to follow you',
}

function Notice({ notice: { kind, count, actor, post, createdAt, isRead } }: { notice: NoticeView }) {
  const photo = post?.photos[0]
  return (
    <li className="row" data-unread={!isRead}>
      {actor ? (
        <PersonLine person={actor} size={44}>
          {ofPeople.has(kind) && count > 1 && `and ${count - 1} more `}
          {deeds[kind]} · <TimeAgo at={createdAt} />
        </PersonLine>
      ) : (
        <small>An account that is gone {deeds[kind]}</small>
      )}
      {post && photo && (
        <Link to={`/p/${post.id}`} className="thumb" aria-label="Open the post">
          <Photo photo={{ ...photo, altText: '' }} sizes="48px" />
        </Link>
      )}
    </li>
  )
}
