import { decodeId } from '@halide/schema/ids.ts'
import type { RegionName } from '@halide/storage/region.ts'
import type { Book } from './book.ts'
import type { Finding, Verdict } from './check.ts'
import type { ChaosCluster } from './cluster.ts'

/** What each bucket holds: MD5 by key. */
export type Buckets = Record<RegionName, ReadonlyMap<string, string>>

export interface LedgerRow {
  key: string
  state: 'PENDING' | 'LIVE' | 'TOMBSTONED' | 'GONE'
  md5: string
  in_primary: boolean
  in_backup: boolean
}

type Checked = Pick<Verdict, 'acknowledged' | 'present' | 'objects'> & { findings: Finding[] }

/** What the ledger says of every object. */
export function readClaims({ sql }: ChaosCluster): Promise<LedgerRow[]> {
  return sql(`select key, state::text, encode(md5, 'hex') as md5, in_primary, in_backup from objects`)
}

/** Every acknowledged upload lies in a region bit for bit; the ledger claims no bytes that are not there, and knows all that are. */
export async function checkObjects(
  cluster: ChaosCluster,
  book: Book,
  ledger: readonly LedgerRow[],
  buckets: Buckets,
): Promise<Checked> {
  const uploads = await cluster.sql<{ id: string; object_key: string }>('select id, object_key from uploads')
  const keyOf = new Map(uploads.map(({ id, object_key }) => [id, object_key]))
  const findings: Finding[] = []
  const present = { primary: 0, backup: 0, anywhere: 0 }
  const stored = book.entries.filter(({ stored }) => stored)
  for (const { key, md5, uploadId } of stored) {
    const objectKey = keyOf.get(String(decodeId('upload', uploadId!)))
    const copies = { primary: buckets.primary.get(objectKey ?? ''), backup: buckets.backup.get(objectKey ?? '') }
    for (const name of ['primary', 'backup'] as const) {
      if (copies[name] === md5) present[name]++
      else if (copies[name]) findings.push({ kind: 'corrupt', what: `${key} in ${name}: ${objectKey}` })
    }
    if (copies.primary === md5 || copies.backup === md5) present.anywhere++
    else findings.push({ kind: 'lost', what: `the bytes of ${key}: ${objectKey ?? 'no row'}` })
  }
  for (const row of ledger) findings.push(...checkClaims(row, buckets))
  const known = new Set((await readClaims(cluster)).map(({ key }) => key))
  for (const name of ['primary', 'backup'] as const) {
    for (const key of buckets[name].keys()) {
      if (!known.has(key)) findings.push({ kind: 'misclaimed', what: `${key} in ${name}, not in the ledger` })
    }
  }
  for (const { key } of await cluster.sql<{ key: string }>('select key from buffered_objects')) {
    findings.push({ kind: 'unfinished', what: `${key} is in the buffer still` })
  }
  findings.push(...(await checkImages(cluster, book)))
  return { acknowledged: stored.length, present, objects: ledger.length, findings }
}

function checkClaims({ key, state, md5, in_primary, in_backup }: LedgerRow, buckets: Buckets): Finding[] {
  if (state !== 'LIVE') {
    return state === 'GONE' && (buckets.primary.has(key) || buckets.backup.has(key))
      ? [{ kind: 'misclaimed', what: `${key} is GONE, and there` }]
      : []
  }
  const findings: Finding[] = []
  for (const [name, claimed] of [['primary', in_primary] as const, ['backup', in_backup] as const]) {
    const found = buckets[name].get(key)
    if (!claimed) findings.push({ kind: 'misclaimed', what: `${key} is not replicated to ${name}` })
    else if (!found) findings.push({ kind: 'misclaimed', what: `${key} is not in ${name}, where it is said to be` })
    else if (found !== md5) findings.push({ kind: 'corrupt', what: `${key} in ${name}` })
  }
  return findings
}

/** What readers were given is what was rendered. */
async function checkImages({ sql }: ChaosCluster, { images }: Book): Promise<Finding[]> {
  const rows = await sql<{ md5: string }>(`select encode(md5, 'hex') as md5 from renditions`)
  const rendered = new Set(rows.map(({ md5 }) => md5))
  return [...images]
    .filter((md5) => !rendered.has(md5))
    .map((md5) => ({ kind: 'corrupt', what: `an image that a reader was given: ${md5}` }))
}
