import { NavLink, Outlet } from 'react-router'
import { useRoles } from '../api/roles.ts'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'

/** What admins do: see how Halide is, and steer its jobs. */
export function Component() {
  return (
    <div className="wide">
      <PageTitle title="Operation" />
      <NeedSession>
        <NeedAdmin />
      </NeedSession>
    </div>
  )
}

function NeedAdmin() {
  const { data, error, refetch } = useRoles()
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton kind="row" />
  if (!data.viewerIsAdmin) {
    return (
      <Empty icon="shield" title="This page is for admins">
        <p>They see here how Halide is, and steer its jobs.</p>
      </Empty>
    )
  }
  return (
    <>
      <nav className="switch many" aria-label="Operation">
        <NavLink to="/admin" end>
          Overview
        </NavLink>
        <NavLink to="/admin/jobs">Jobs</NavLink>
        <NavLink to="/admin/runs">Runs</NavLink>
        <NavLink to="/admin/acts">Acts</NavLink>
        <NavLink to="/admin/operations">Operations</NavLink>
      </nav>
      <Outlet />
    </>
  )
}
