import { NavLink, Outlet, useNavigate } from 'react-router'
import { explain } from '../api/errors.ts'
import { endPushes, usePushKey } from '../api/push.ts'
import { signOut } from '../api/session.ts'
import { Icon } from '../parts/icon.tsx'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useToast } from '../parts/toasts.tsx'

const sections = [
  ['/settings', 'Profile'],
  ['/settings/privacy', 'Privacy'],
  ['/settings/security', 'Security'],
  ['/settings/notifications', 'Notifications'],
  ['/settings/appearance', 'Appearance'],
  ['/settings/data', 'Your data'],
] as const

export function Component() {
  const toast = useToast()
  const navigate = useNavigate()
  const hasPushes = usePushKey() !== null
  const shown = sections.filter(([to]) => hasPushes || to !== '/settings/notifications')
  async function leave() {
    try {
      await endPushes()
      await signOut()
      await navigate('/')
    } catch (error) {
      toast(`You are still signed in: ${explain(error).title.toLowerCase()}.`)
    }
  }
  return (
    <div className="column">
      <PageTitle title="Settings">
        <button type="button" className="button quiet" onClick={() => void leave()}>
          <Icon name="logout" size={18} /> Sign out
        </button>
      </PageTitle>
      <nav className="switch many" aria-label="Settings">
        {shown.map(([to, label]) => (
          <NavLink key={to} to={to} end>
            {label}
          </NavLink>
        ))}
      </nav>
      <NeedSession>
        <Outlet />
      </NeedSession>
    </div>
  )
}
