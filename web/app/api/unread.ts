import { useEffect, useSyncExternalStore } from 'react'
import { UnreadCountDocument } from '../operations.gen.ts'
import { client } from './client.ts'
import { useSession } from './session.ts'

const lookEveryMs = 30_000

let unread = 0
const listeners = new Set<() => void>()

/** Told by whoever knows better than the last look. */
export function setUnread(count: number): void {
  unread = count
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function look(): Promise<void> {
  if (document.hidden || !navigator.onLine) return
  // Not through the cache, where the pages of notifications lie.
  const answer = await client.query({ query: UnreadCountDocument, fetchPolicy: 'no-cache' }).catch(() => null)
  if (answer?.data) setUnread(answer.data.notifications.unreadCount)
}

/** How many notifications were not read, looked at now and then. */
export function useUnread(): number {
  const isIn = useSession().kind === 'in'
  useEffect(() => {
    if (!isIn) return setUnread(0)
    void look()
    const timer = setInterval(look, lookEveryMs)
    return () => clearInterval(timer)
  }, [isIn])
  return useSyncExternalStore(subscribe, () => unread)
}
