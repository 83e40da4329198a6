import { NavLink, Outlet } from 'react-router'
import { useRoles } from '../api/roles.ts'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'

/** What moderators do: decide about reports, and look at what was decided. */
export function Component() {
  return (
    <div className="column">
      <PageTitle title="Moderation" />
      <NeedSession>
        <NeedModerator />
      </NeedSession>
    </div>
  )
}

function NeedModerator() {
  const { data, error, refetch } = useRoles()
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" />
  if (!data.viewerIsModerator) {
    return (
      <Empty icon="shield" title="This page is for moderators">
        <p>You can report posts, comments and accounts from their own menus.</p>
      </Empty>
    )
  }
  return (
    <>
      <nav className="switch" aria-label="Moderation">
        <NavLink to="/moderation" end>
          Reports
        </NavLink>
        <NavLink to="/moderation/decisions">Decisions</NavLink>
      </nav>
      <Outlet />
    </>
  )
}
