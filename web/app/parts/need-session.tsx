import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { useSession } from '../api/session.ts'
import { Empty, Skeleton } from './states.tsx'

/** Shows what only somebody signed in can see, or the way to sign in. */
export function NeedSession({ children }: { children: ReactNode }) {
  const { kind } = useSession()
  const { pathname } = useLocation()
  if (kind === 'starting') return <Skeleton kind="row" count={4} />
  if (kind === 'in') return children
  return (
    <Empty icon="person" title="You are signed out">
      <p>Sign in to see this page.</p>
      <Link className="button" to="/sign-in" state={{ from: pathname }}>
        Sign in
      </Link>
    </Empty>
  )
}
