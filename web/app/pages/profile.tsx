import { useQuery } from '@apollo/client/react'
import { Link, useParams } from 'react-router'
import { useSession } from '../api/session.ts'
import { useViewer } from '../api/viewer.ts'
import { ProfileDocument, type ProfileQuery } from '../operations.gen.ts'
import { Avatar } from '../parts/avatar.tsx'
import { short } from '../parts/count.ts'
import { Endless } from '../parts/endless.tsx'
import { FollowButton } from '../parts/follow-button.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ProfileMenu } from '../parts/profile-menu.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { TileGrid } from '../parts/tile-grid.tsx'
import { NotFound } from './not-found.tsx'

const pageSize = 18

export type ProfileUser = NonNullable<ProfileQuery['userByHandle']>

export function Component() {
  const { at = '' } = useParams()
  if (!at.startsWith('@')) return <NotFound />
  return <Profile key={at} handle={at.slice(1)} />
}

function Profile({ handle }: { handle: string }) {
  const { kind } = useSession()
  const viewer = useViewer()
  const { data, error, fetchMore, refetch } = useQuery(ProfileDocument, {
    variables: { handle, first: pageSize },
    skip: kind === 'starting',
    fetchPolicy: 'cache-and-network',
  })
  const user = data?.userByHandle
  if (error && !user) return <Failed error={error} retry={() => void refetch()} />
  if (data && !user) return <NotFound what="This account" />
  if (!user) return <Skeleton kind="tile" count={9} />
  const posts = user.posts.edges.flatMap(({ node }) => (node ? [node] : []))
  const { pageInfo } = user.posts
  const isOwn = viewer?.id === user.id
  const isHidden = user.isPrivate && !isOwn && !user.viewerIsFollowing
  return (
    <div className="profile">
      <ProfileHead user={user} isOwn={isOwn} />
      {isHidden ? (
        <Empty icon="lock" title="This account is private">
          <p>Only people that {user.displayName} accepts see photos and lists.</p>
        </Empty>
      ) : posts.length === 0 ? (
        <Empty icon="photo" title="No photos yet">
          {isOwn && (
            <Link className="button" to="/new">
              Share your first photo
            </Link>
          )}
        </Empty>
      ) : (
        <TileGrid posts={posts} />
      )}
      <Endless
        hasMore={pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { handle, first: pageSize, after: pageInfo.endCursor } })}
      />
    </div>
  )
}

function ProfileHead({ user, isOwn }: { user: ProfileUser; isOwn: boolean }) {
  return (
    <header className="profile-head">
      <Avatar person={user} size={96} />
      <div>
        <PageTitle title={user.displayName} />
        <p className="handle">@{user.handle}</p>
      </div>
      <div className="profile-acts">
        {isOwn ? (
          <>
            <Link className="button quiet" to="/settings">
              Edit profile
            </Link>
            <Link className="button quiet" to="/saved">
              Saved
            </Link>
          </>
        ) : (
          <>
            <FollowButton person={user} />
            <ProfileMenu user={user} />
          </>
        )}
      </div>
      <ul className="counts">
        <li>
          <b>{short(user.postCount)}</b> {user.postCount === 1 ? 'post' : 'posts'}
        </li>
        <li>
          <Link to={`/@${user.handle}/followers`}>
            <b>{short(user.followerCount)}</b> {user.followerCount === 1 ? 'follower' : 'followers'}
          </Link>
        </li>
        <li>
          <Link to={`/@${user.handle}/following`}>
            <b>{short(user.followingCount)}</b> following
          </Link>
        </li>
      </ul>
      {user.bio && <p className="bio">{user.bio}</p>}
    </header>
  )
}
