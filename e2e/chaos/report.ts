import type { Incident } from './book.ts'
import { findingKinds } from './check.ts'
import type { StormReport } from './storm.ts'

const shownOfAKind = 10

/** The report as people read it. */
export function describeStorm({ seed, cast: { book }, recoveries, findings, ...verdict }: StormReport): string {
  const { acknowledged, present, posts, deleted, likes, objects } = verdict
  const count = (kind: string) => findings.filter((finding) => finding.kind === kind).length
  return [
    `seed ${seed}: ${recoveries.length} faults in ${Math.round((performance.now() - book.begun) / 1000)} s`,
    `acknowledged uploads ${acknowledged}, bit-identical in a region ${present.anywhere} (primary ${present.primary}, backup ${present.backup})`,
    `acknowledged posts ${posts} (${deleted} deleted again), likes ${likes}; ${objects} objects in the ledger`,
    `lost ${count('lost')}, doubled ${count('doubled')}, corrupt ${count('corrupt')}`,
    ...Object.entries(findingKinds).flatMap(([kind, means]) => {
      const found = findings.filter((finding) => finding.kind === kind)
      if (found.length === 0) return []
      return [`${kind} (${found.length}): ${means}`, ...found.slice(0, shownOfAKind).map(({ what }) => `  ${what}`)]
    }),
    '',
    table(
      ['fault', 'times', 'recovery median, max ms', 'reads failed', 'also 250 ms later', 'longest for a reader, ms'],
      [...Map.groupBy(recoveries, ({ fault }) => fault)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([fault, times]) => [
          fault,
          String(times.length),
          spread(times.map(({ ms }) => ms ?? Number.POSITIVE_INFINITY)),
          ...suffered(book.incidents.filter((incident) => incident.fault === fault)),
        ]),
    ),
    '',
    `reads ${book.reads}, failed ${book.incidents.length}, also at the one retry ${book.incidents.filter(({ afterRetry }) => afterRetry).length}`,
    ...book.incidents.map(({ from, until, what, fault }) => `  ${fault}, ${until - from} ms: ${what}`),
  ].join('\n')
}

function suffered(incidents: readonly Incident[]): string[] {
  const longest = Math.max(0, ...incidents.map(({ from, until }) => until - from))
  return [incidents.length, incidents.filter(({ afterRetry }) => afterRetry).length, longest].map(String)
}

function spread(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b)
  return `${sorted[Math.floor((sorted.length - 1) / 2)]}, ${sorted.at(-1)}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
