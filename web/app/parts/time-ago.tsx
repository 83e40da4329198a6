const units = [
  ['year', 31_536_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const whole = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })
const wholeDay = new Intl.DateTimeFormat('en', { dateStyle: 'long' })

/** "December 5, 2026" */
export const day = (at: string) => wholeDay.format(new Date(at))

/** Seconds. */
const clocksDifferBy = 5

/** "3 hours ago", "in 2 days", and the whole date to who points at it. */
export function TimeAgo({ at }: { at: string }) {
  const seconds = (Date.now() - Date.parse(at)) / 1000
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60]
  const near = seconds < -clocksDifferBy ? 'in a moment' : 'just now'
  const text = Math.abs(seconds) < 60 ? near : words.format(-Math.trunc(seconds / size), unit)
  return (
    <time dateTime={at} title={whole.format(new Date(at))}>
      {text}
    </time>
  )
}
