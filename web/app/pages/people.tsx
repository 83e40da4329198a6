import { useQuery } from '@apollo/client/react'
import { NavLink, useParams } from 'react-router'
import { useSession } from '../api/session.ts'
import { FollowersDocument, FollowingDocument } from '../operations.gen.ts'
import { FollowButton } from '../parts/follow-button.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PeopleList } from '../parts/people-list.tsx'
import { NotFound } from './not-found.tsx'

const first = 30

/** Who follows an account, and whom it follows. */
export function Component() {
  const { at = '', list = '' } = useParams()
  const handle = at.slice(1)
  const { kind } = useSession()
  const isFollowers = list === 'followers'
  const options = { variables: { handle, first }, fetchPolicy: 'cache-and-network' } as const
  const waits = kind === 'starting'
  const followers = useQuery(FollowersDocument, { ...options, skip: waits || !isFollowers })
  const following = useQuery(FollowingDocument, { ...options, skip: waits || isFollowers })
  const { data, error, refetch } = isFollowers ? followers : following
  if (!at.startsWith('@') || !['followers', 'following'].includes(list)) return <NotFound />
  if (data && !data.userByHandle) return <NotFound what="This account" />
  const page = isFollowers ? followers.data?.userByHandle?.followers : following.data?.userByHandle?.following
  const after = page?.pageInfo.endCursor
  const more = () => (isFollowers ? followers : following).fetchMore({ variables: { handle, first, after } })
  return (
    <div className="column">
      <PageTitle title={isFollowers ? 'Followers' : 'Following'}>
        <p className="handle">{data?.userByHandle?.displayName ?? at}</p>
      </PageTitle>
      <nav className="switch" aria-label="Lists">
        <NavLink to={`/${at}/followers`}>Followers</NavLink>
        <NavLink to={`/${at}/following`}>Following</NavLink>
      </nav>
      <PeopleList
        page={page}
        error={error}
        retry={() => void refetch()}
        more={more}
        empty="Nobody to show here"
        act={(person) => <FollowButton person={person} />}
      />
    </div>
  )
}
