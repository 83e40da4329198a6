import type { Bucket } from '../store/bucket.ts'
import type { ObjectRecord } from '../store/record.ts'
import { compareUtf8 } from '../store/sorted-keys.ts'

export interface ListQuery {
  prefix: string
  /** Empty for none. */
  delimiter: string
  /** Only what sorts after this; a common prefix that it starts with has been listed. */
  after: string
  limit: number
}

/** One line of a listing: a key, or a group of keys that share a prefix up to the delimiter. */
export type ListEntry = { kind: 'key'; name: string; record: ObjectRecord } | { kind: 'prefix'; name: string }

export interface ListPage {
  entries: ListEntry[]
  truncated: boolean
}

/**
 * One page of a bucket in key order, of the records that `visible` lets through. A whole group is stepped over at
 * once, so a page costs its own length and not the bucket's.
 */
export function listKeys(
  { keys, records }: Bucket,
  { prefix, delimiter, after, limit }: ListQuery,
  visible: (record: ObjectRecord) => boolean,
): ListPage {
  const entries: ListEntry[] = []
  let key = compareUtf8(after, prefix) < 0 || after === '' ? keys.firstFrom(prefix) : keys.firstAfter(after)
  while (key?.startsWith(prefix)) {
    const record = records.get(key)!
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    const group = cut < 0 ? undefined : key.slice(0, cut + delimiter.length)
    if (group !== undefined && after.startsWith(group)) {
      key = keys.firstPast(group)
      continue
    }
    if (!visible(record)) {
      key = keys.firstAfter(key)
      continue
    }
    if (entries.length >= limit) return { entries, truncated: limit > 0 }
    entries.push(group === undefined ? { kind: 'key', name: key, record } : { kind: 'prefix', name: group })
    key = group === undefined ? keys.firstAfter(key) : keys.firstPast(group)
  }
  return { entries, truncated: false }
}
