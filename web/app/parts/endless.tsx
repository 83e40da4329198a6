import { useEffect, useRef, useState } from 'react'
import { explain } from '../api/errors.ts'

/** A mile before the end of a list its next page is asked for. */
const ahead = '1200px'

/** The end of a list that has more: asks for it when it comes near, or is pressed. */
export function Endless({ hasMore, more }: { hasMore: boolean; more: () => Promise<unknown> }) {
  const mark = useRef<HTMLDivElement>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const load = useRef(() => {})
  load.current = () => {
    if (busy) return
    setBusy(true)
    setError(null)
    more()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const paused = busy || error !== null || !hasMore
  useEffect(() => {
    if (paused || !mark.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load.current(), {
      rootMargin: ahead,
    })
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [paused])
  if (!hasMore) return null
  return (
    <div ref={mark} className="endless">
      {error !== null && <p role="alert">{explain(error).title}.</p>}
      <button type="button" className="button quiet" onClick={() => load.current()} disabled={busy}>
        {busy ? 'Loading …' : error ? 'Try again' : 'Show more'}
      </button>
    </div>
  )
}
