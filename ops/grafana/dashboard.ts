import { type Panel, rows } from './panels.ts'

const [columns, width, height] = [3, 8, 8]
const source = { type: 'prometheus', uid: '$source' }

/** As Grafana imports it; it asks which Prometheus is meant. */
export function dashboard(): object {
  let y = 0
  let id = 0
  const panels = Object.entries(rows).flatMap(([title, panels]) => {
    const row = { id: ++id, type: 'row', title, collapsed: false, panels: [], gridPos: { x: 0, y: y++, w: 24, h: 1 } }
    const placed = panels.map((panel, at) => ({
      id: ++id,
      ...toGrafana(panel),
      gridPos: { x: (at % columns) * width, y: y + Math.floor(at / columns) * height, w: width, h: height },
    }))
    y += Math.ceil(panels.length / columns) * height
    return [row, ...placed]
  })
  return {
    uid: 'halide',
    title: 'Halide',
    tags: ['halide'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' }] },
    panels,
  }
}

function toGrafana({ title, unit, queries, threshold }: Panel): object {
  const steps = [
    { color: 'green', value: null },
    ...(threshold === undefined ? [] : [{ color: 'red', value: threshold }]),
  ]
  return {
    title,
    type: 'timeseries',
    datasource: source,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: { mode: 'absolute', steps },
        custom: { thresholdsStyle: { mode: threshold === undefined ? 'off' : 'line' } },
      },
      overrides: [],
    },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: Object.entries(queries).map(([legendFormat, expr], at) => ({
      refId: String.fromCharCode(65 + at),
      datasource: source,
      expr,
      legendFormat,
    })),
  }
}
