import { useRouteError } from 'react-router'
import { Icon } from '../parts/icon.tsx'

/** A page that could not be shown: its code did not arrive, or has a fault. */
export function Broken() {
  const error = useRouteError()
  const isMissing = error instanceof TypeError && /import|fetch/i.test(error.message)
  return (
    <main className="state" role="alert">
      <Icon name="warning" size={40} />
      <h1>{isMissing ? 'This page could not be loaded' : 'This page has a fault'}</h1>
      <p>
        {isMissing ? 'The connection was lost, or the app has been renewed meanwhile.' : 'Loading it again may help.'}
      </p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Load again
      </button>
    </main>
  )
}
