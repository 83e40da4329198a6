import type { Incident } from './book.ts'
import { type FindingKind, findingKinds } from './check.ts'
import { families } from './faults.ts'
import type { Recovery, StormReport } from './storm.ts'

const shownOfAKind = 10

/** The report as people read it; what counts stands at its end. */
export function describeStorm(report: StormReport): string {
  const { recoveries, findings } = report
  const { incidents } = report.cast.book
  return [
    ...Object.entries(findingKinds).flatMap(([kind, means]) => {
      const found = findings.filter((finding) => finding.kind === kind)
      if (found.length === 0) return []
      return [`${kind} (${found.length}): ${means}`, ...found.slice(0, shownOfAKind).map(({ what }) => `  ${what}`)]
    }),
    '',
    tableOf(
      'fault',
      Map.groupBy(recoveries, ({ fault }) => fault),
      (fault) => incidents.filter((incident) => incident.fault === fault),
    ),
    '',
    ...incidents.map(
      ({ from, until, what, fault, afterRetry }) =>
        `  ${fault}, ${until - from} ms${afterRetry ? ', also at the retry' : ''}: ${what}`,
    ),
    '',
    summary(report),
  ].join('\n')
}

function summary({ seed, cast: { book }, recoveries, findings, ...verdict }: StormReport): string {
  const { acknowledged, present, posts, deleted, likes, objects } = verdict
  const { incidents, reads, slowestMs } = book
  const count = (kind: FindingKind) => findings.filter((finding) => finding.kind === kind).length
  const familyOf = new Map(recoveries.map(({ fault, family }) => [fault, family]))
  const byFamily = Map.groupBy(recoveries, ({ family }) => family)
  const inOrder = new Map(families.flatMap((family) => (byFamily.has(family) ? [[family, byFamily.get(family)!]] : [])))
  return [
    `seed ${seed}: ${recoveries.length} faults of ${familyOf.size} kinds in ${Math.round((performance.now() - book.begun) / 1000)} s`,
    `acknowledged uploads ${acknowledged}, bit-identical in a region ${present.anywhere} (primary ${present.primary}, backup ${present.backup})`,
    `acknowledged posts ${posts} (${deleted} deleted again), likes ${likes}; ${objects} objects in the ledger`,
    `lost ${count('lost')}, doubled ${count('doubled')}, corrupt ${count('corrupt')}, other findings ${findings.length - count('lost') - count('doubled') - count('corrupt')}`,
    `reads ${reads}, failed at the first try ${incidents.length}, also at the immediate retry ${incidents.filter(({ afterRetry }) => afterRetry).length}`,
    `longest that a reader saw errors ${longest(incidents)} ms; slowest read that succeeded ${slowestMs} ms`,
    '',
    tableOf('family', inOrder as Map<string, Recovery[]>, (family) =>
      incidents.filter(({ fault }) => familyOf.get(fault) === family),
    ),
  ].join('\n')
}

function tableOf(
  what: string,
  groups: ReadonlyMap<string, readonly Recovery[]>,
  incidentsOf: (group: string) => Incident[],
): string {
  const rows = [...groups].map(([group, times]) => {
    const incidents = incidentsOf(group)
    const retried = incidents.filter(({ afterRetry }) => afterRetry).length
    const recovery = spread(times.map(({ ms }) => ms ?? Number.POSITIVE_INFINITY))
    const redundancy = spread(times.map(({ redundantMs }) => redundantMs ?? Number.POSITIVE_INFINITY))
    return [group, times.length, recovery, redundancy, incidents.length, retried, longest(incidents)].map(String)
  })
  if (what === 'fault') rows.sort(([a], [b]) => (a! < b! ? -1 : 1))
  return table(
    [
      what,
      'times',
      'recovery median, max ms',
      'in both regions median, max ms',
      'reads failed',
      'also at the retry',
      'longest for a reader, ms',
    ],
    rows,
  )
}

function longest(incidents: readonly Incident[]): number {
  return Math.max(0, ...incidents.map(({ from, until }) => until - from))
}

function spread(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b)
  return `${sorted[Math.floor((sorted.length - 1) / 2)]}, ${sorted.at(-1)}`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
