import { useEffect, useSyncExternalStore } from 'react'
import { UnreadCountDocument } from '../operations.gen.ts'
import { client } from './client.ts'
import { useNews } from './live.ts'
import { session, useSession } from './session.ts'

/** While nobody tells of news. */
export const lookEveryMs = 30_000

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
  if (session.get().kind !== 'in') return
  // Not through the cache, where the pages of notifications lie.
  const answer = await client.query({ query: UnreadCountDocument, fetchPolicy: 'no-cache' }).catch(() => null)
  if (answer?.data) setUnread(answer.data.notifications.unreadCount)
}

/** How many notifications were not read. */
export function useUnread(): number {
  const isIn = useSession().kind === 'in'
  useEffect(() => {
    if (isIn) void look()
    else setUnread(0)
  }, [isIn])
  useNews('notifications', () => void look(), lookEveryMs)
  return useSyncExternalStore(subscribe, () => unread)
}
