import { createParser } from 'eventsource-parser'
import { useEffect, useEffectEvent } from 'react'
import { refresh, session } from './session.ts'
import { signedFetch } from './signed-fetch.ts'

/** What the gateway tells of, by docs/live.md; `missed`: of anything. */
type News = 'post' | 'story' | 'feed' | 'notifications' | 'missed'

/** A stream that is silent for this long is dead: there is a heartbeat every 20 s. */
const silenceMs = 60_000
const firstWaitMs = 1_000
const longestWaitMs = 60_000
/** What is told may be lost: so who is told looks all the same, so many times more seldom. */
const seldom = 5

let stream: AbortController | null = null
let isTold = false
let wasDeaf = false
const listeners = new Set<(news: News) => void>()

const tell = (news: News) => {
  for (const listener of listeners) listener(news)
}

/** One stream for this tab, while somebody is signed in and looks at it. */
function follow(): void {
  const isWanted = session.get().kind === 'in' && !document.hidden && navigator.onLine
  if (isWanted === (stream !== null)) return
  if (stream) {
    stream.abort()
    stream = null
    isTold = false
    wasDeaf = true
  } else {
    stream = new AbortController()
    void keepListening(stream.signal)
  }
}

async function keepListening(signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    let after: Ending = {}
    try {
      after = await listen(signal, () => {
        failures = 0
      })
    } catch {
      // Cut off, or there is no way to the door.
    }
    if (signal.aborted) return
    isTold = false
    wasDeaf = true
    if (after.tokenExpired) await refresh()
    else await comeBackAfter(after.retryAfterMs ?? Math.min(longestWaitMs, firstWaitMs * 2 ** failures))
  }
}

/** Not all at the same moment. */
const comeBackAfter = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms * (1 + Math.random())))

interface Ending {
  tokenExpired?: boolean
  retryAfterMs?: number
}

/** One connection. Throws when it is cut off. */
async function listen(signal: AbortSignal, began: () => void): Promise<Ending> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const ending: Ending = {}
  const parser = createParser({
    onEvent({ event, data }) {
      const told = JSON.parse(data)
      if (event === 'state') {
        began()
        isTold = told.live
        if (told.missed || wasDeaf) tell('missed')
        wasDeaf = false
      } else if (event === 'end') ending.tokenExpired = told.reason === 'TOKEN_EXPIRED'
      else tell(event as News)
    },
  })
  try {
    const answer = await signedFetch('/live', { signal: AbortSignal.any([signal, silence.signal]) })
    if (!answer.ok || !answer.body) {
      const seconds = Number(answer.headers.get('retry-after'))
      return seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), silenceMs)
      const { done, value } = await reader.read()
      if (done) return ending
      parser.feed(value)
    }
  } finally {
    clearTimeout(timer)
  }
}

session.subscribe(follow)
document.addEventListener('visibilitychange', follow)
addEventListener('online', follow)
addEventListener('offline', follow)
follow()

/** Looks again when the gateway tells of something new; and by itself every so often, while it cannot tell. */
export function useNews(news: News, look: () => void, everyMs: number): void {
  const onNews = useEffectEvent((heard: News) => {
    if (heard === news || heard === 'missed') look()
  })
  const onTick = useEffectEvent((tick: number) => {
    if (document.hidden || !navigator.onLine) return
    if (!isTold || tick % seldom === 0) look()
  })
  useEffect(() => {
    let tick = 0
    const timer = setInterval(() => onTick(++tick), everyMs)
    const listener = (heard: News) => onNews(heard)
    listeners.add(listener)
    return () => {
      clearInterval(timer)
      listeners.delete(listener)
    }
  }, [everyMs])
}
