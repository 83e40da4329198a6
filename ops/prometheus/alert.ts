/** A rule, with what promtool is to see: series of one value a minute for which it fires, and for which it holds its peace. */
export interface Alert {
  severity: 'warning' | 'critical'
  /** One line for the person who is called. */
  summary: string
  expr: string
  /** How long it must be true. */
  for: string
  /** Labels that tell what it is about, as the firing series give them. */
  labels?: Record<string, string>
  fires: Series
  holds: Series
}

/** In promtool's notation: `0+60x90` is a counter that gains one a second for an hour and a half. */
export type Series = Record<string, string>

export const always = (value: number) => `${value}x120`
export const gains = (aMinute: number) => `0+${aMinute}x120`

/** Of a gauge that every worker answers from the database, and that is the same in all. */
export const over = (gauge: string, threshold: number, by = '') => `max${by}(${gauge}) > ${threshold}`

/** A latency of all requests, for a histogram with these bounds around the threshold. */
export function latency(histogram: string, below: number, above: number): Pick<Alert, 'fires' | 'holds'> {
  const series = (slow: number): Series => ({
    [`${histogram}_bucket{le="${below}"}`]: gains(100 - slow),
    [`${histogram}_bucket{le="${above}"}`]: gains(100),
    [`${histogram}_bucket{le="+Inf"}`]: gains(100),
  })
  return { fires: series(50), holds: series(0) }
}

export function gauge(series: string, bad: number, good: number, labels?: Record<string, string>) {
  return { fires: { [series]: always(bad) }, holds: { [series]: always(good) }, ...(labels && { labels }) }
}
