import { useEffect, useRef } from 'react'
import { NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import { useRoles } from './api/roles.ts'
import { useSession } from './api/session.ts'
import { useUnread } from './api/unread.ts'
import { useViewer } from './api/viewer.ts'
import { Avatar } from './parts/avatar.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { OfflineBanner } from './parts/offline.tsx'
import { Wordmark } from './parts/wordmark.tsx'

/** What is around every page: the way to all others, and what is wrong with the connection. */
export function Shell() {
  const { state } = useNavigation()
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const first = useRef(true)
  // Who listens to the page hears of the new one, as after a real navigation.
  useEffect(() => {
    if (first.current) first.current = false
    else if (pathname) main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Navigation />
      <div className="stage">
        <OfflineBanner />
        <div className="progress" data-busy={state !== 'idle'} aria-hidden="true" />
        <main id="main" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <ScrollRestoration getKey={({ pathname: path }) => path} />
    </div>
  )
}

function Navigation() {
  const { kind } = useSession()
  const viewer = useViewer()
  const roles = useRoles().data
  const isOut = kind === 'out' || kind === 'unreachable'
  return (
    <header className="rail">
      <NavLink to="/" className="brand" aria-label="Halide, home">
        <Wordmark />
      </NavLink>
      <nav aria-label="Main" data-signed-out={isOut}>
        {isOut ? (
          <>
            <Tab to="/sign-in" icon="person" label="Sign in" />
            <Tab to="/sign-up" icon="plus" label="Sign up" />
          </>
        ) : (
          <>
            <Tab to="/" icon="home" label="Home" />
            <Tab to="/explore" icon="search" label="Explore" />
            <Tab to="/new" icon="plus" label="New post" />
            <ActivityTab />
            {roles?.viewerIsModerator && <Tab to="/moderation" icon="shield" label="Moderation" />}
            {roles?.viewerIsAdmin && <Tab to="/admin" icon="pulse" label="Operation" />}
            <Tab to="/settings" icon="gear" label="Settings" />
            {viewer ? (
              <NavLink to={`/@${viewer.handle}`} className="tab">
                <Avatar person={viewer} size={26} />
                <span>Profile</span>
              </NavLink>
            ) : (
              <span className="tab" aria-hidden="true">
                <Avatar person={null} size={26} />
                <span>Profile</span>
              </span>
            )}
          </>
        )}
      </nav>
    </header>
  )
}

/** Says how much there is that was not read. */
function ActivityTab() {
  const unread = useUnread()
  return (
    <NavLink to="/activity" className="tab">
      <span className="bell">
        <Icon name="bell" />
        {unread > 0 && <i>{unread > 99 ? '99+' : unread}</i>}
      </span>
      <span>{unread > 0 ? `Activity, ${unread} new` : 'Activity'}</span>
    </NavLink>
  )
}

function Tab({ to, icon, label }: { to: string; icon: IconName; label: string }) {
  return (
    <NavLink to={to} className="tab" end={to === '/'}>
      <Icon name={icon} />
      <span>{label}</span>
    </NavLink>
  )
}
