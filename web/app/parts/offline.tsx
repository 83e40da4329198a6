import { useSyncExternalStore } from 'react'
import { refresh, useSession } from '../api/session.ts'

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}

/** Says so when the device has no connection, or Halide could not be asked who is signed in. */
export function OfflineBanner() {
  const online = useOnline()
  const { kind } = useSession()
  return (
    <div role="status">
      {!online && <p className="banner">You are offline. What you see may be old, and nothing can be sent.</p>}
      {online && kind === 'unreachable' && (
        <p className="banner">
          Halide cannot be reached.{' '}
          <button type="button" onClick={() => void refresh()}>
            Try again
          </button>
        </p>
      )}
    </div>
  )
}
