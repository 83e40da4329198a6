import { type StorageReport, storageReport } from '@halide/jobs/cost/storage-report.ts'
import { openDb } from '@halide/prisma/client.ts'
import { table } from './report.ts'
import { bytesText, numberText } from './units.ts'

export async function readActual(databaseUrl: string): Promise<StorageReport> {
  const db = openDb({ url: databaseUrl, maxConnections: 1 })
  try {
    return await storageReport(db)
  } finally {
    await db.$disconnect()
  }
}

/** The report as a Markdown table, and what it comes to. */
export function printActual(report: StorageReport): string {
  const { parts, objects, bytes, monthly, monthlyUntiered, cameIn30Days, bytesInAYear } = report
  const money = (dollars: number) => `$${dollars.toFixed(dollars < 100 ? 4 : 0)}`
  const cells = parts.map((part) => [
    part.kind,
    part.contentType,
    part.storageClass,
    part.region,
    numberText(part.objects),
    bytesText(part.bytes),
    money(part.monthly),
  ])
  const all = ['all', '', '', '', numberText(objects), bytesText(bytes), money(monthly)]
  return `${table(['kind', 'format', 'class', 'region', 'objects', 'bytes', 'a month'], [...cells, all])}
Colder classes save ${money(monthlyUntiered - monthly)} a month. ${bytesText(cameIn30Days)} came within 30 days: ${bytesText(bytesInAYear)} in a year.
`
}
