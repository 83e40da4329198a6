/**
 * What a client of `GET /live` hears, by the name of the event; its `data:` is this as JSON. Each says that something changed, and names
 * nothing but the viewer's own: what it is, the client asks the API, which decides what may be seen.
 */
export interface LiveEvents {
  /** Whether changes are told from now on; while not, the client asks by itself from time to time. */
  state: {
    live: boolean
    /** Something may have happened that was not told: ask again for what is shown. */
    missed: boolean
  }
  /** The viewer's own post left PROCESSING. */
  post: { id: string; status: 'READY' | 'FAILED' }
  /** The viewer's own story left PROCESSING. */
  story: { id: string; status: 'READY' | 'FAILED' }
  /** The home feed has so many more posts at its head. A hint: more than one may be told twice, or left out. */
  feed: { newPosts: number }
  /** There is something new in `notifications`. Of what comes on top of something unread, such as another like, within ten seconds nothing is told. */
  notifications: Record<string, never>
  /** The stream ends here: come back with a fresh access token, or after a moment. */
  end: { reason: 'TOKEN_EXPIRED' | 'RESTARTING' }
}

/** What other processes tell the gateway of; the rest it says by itself. */
export type LiveName = 'post' | 'story' | 'feed' | 'notifications'

export type LiveEvent = { [Name in LiveName]: { name: Name; data: LiveEvents[Name] } }[LiveName]
