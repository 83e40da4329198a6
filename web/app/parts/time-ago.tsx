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

/** "3 hours ago", and the whole date to who points at it. */
export function TimeAgo({ at }: { at: string }) {
  const seconds = (Date.now() - Date.parse(at)) / 1000
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['minute', 60]
  const text = seconds < 60 ? 'just now' : words.format(-Math.floor(seconds / size), unit)
  return (
    <time dateTime={at} title={whole.format(new Date(at))}>
      {text}
    </time>
  )
}
