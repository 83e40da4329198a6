import { useEffect, useId, useRef } from 'react'
import Plot from 'uplot'

export interface Series {
  name: string
  /** One for each time; null where nothing was measured. */
  values: readonly (number | null)[]
}

export interface ChartProps {
  title: string
  /** Milliseconds since the epoch, ascending. */
  times: readonly number[]
  /** Four at most: there are as many colours. */
  series: readonly Series[]
  /** A value as people read it. */
  show: (value: number) => string
  /** The axis reaches at least so far up. */
  atLeast?: number
}

const height = 180

/** Lines over time. The canvas says nothing to who cannot see it: below it stands each line's last and highest value. */
export function Chart({ title, times, series, show, atLeast = 1 }: ChartProps) {
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot | null>(null)
  const data = [times.map((time) => time / 1_000), ...series.map(({ values }) => [...values])] as Plot.AlignedData
  const latest = useRef({ data, show, atLeast })
  latest.current = { data, show, atLeast }
  const names = series.map(({ name }) => name).join()

  useEffect(() => {
    const element = place.current!
    const draw = () => {
      plot.current?.destroy()
      plot.current = new Plot(optionsOf(element, names.split(','), latest), latest.current.data, element)
    }
    draw()
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    // A canvas has its colours for good.
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', draw)
    return () => {
      dark.removeEventListener('change', draw)
      resized.disconnect()
      plot.current?.destroy()
      plot.current = null
    }
  }, [names])

  useEffect(() => plot.current?.setData(data))

  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <div ref={place} aria-hidden="true" hidden={times.length < 2} />
      {times.length < 2 && <p className="hint">Too little was measured yet.</p>}
      <ul>
        {series.map(({ name, values }) => {
          const known = values.filter((value) => value !== null)
          return (
            <li key={name}>
              <span>{name}</span> <b>{known.length > 0 ? show(known.at(-1)!) : '–'}</b>{' '}
              {known.length > 1 && (
                <small>at most {show(known.reduce((most, value) => Math.max(most, value), 0))}</small>
              )}
            </li>
          )
        })}
      </ul>
    </figure>
  )
}

function optionsOf(
  element: HTMLElement,
  names: readonly string[],
  latest: { current: { show: ChartProps['show']; atLeast: number } },
): Plot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(`--chart-${name}`)
  const axis = {
    stroke: colour('soft'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: `12px ${style.fontFamily}`,
  }
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(latest.current.atLeast, most * 1.1)] } },
    axes: [
      // Apart enough for a time with its seconds.
      { ...axis, size: 30, space: 80, values: (_, times, __, ___, step) => times.map((time) => clock(time, step)) },
      { ...axis, size: 64, values: (_, values) => values.map((value) => latest.current.show(value)) },
    ],
    series: [
      {},
      ...names.map((label, index) => ({ label, stroke: colour(`${index + 1}`), width: 2, points: { show: false } })),
    ],
  }
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const withSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** A place on the axis, `step` seconds before the next. */
function clock(seconds: number, step: number): string {
  const date = new Date(seconds * 1_000)
  if (step < 60) return withSeconds.format(date)
  return date.getHours() === 0 && date.getMinutes() === 0 ? day.format(date) : timeOfDay.format(date)
}
