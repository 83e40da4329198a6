import { referredPrefixes } from '@halide/schema/object-keys.ts'
import type { RegionName } from '@halide/storage/region.ts'
import type { JobContext } from '../context.ts'
import { referredAmong } from './referred.ts'
import { note, type Orphan } from './report.ts'
import type { Step } from './walk.ts'

/** Objects in one step: one page of a bucket's listing. */
const pageSize = 1_000

/**
 * Bytes of which the ledger says nothing, or that they are gone. The bucket is asked first: what is being written has had its row in
 * the ledger from before its first byte.
 */
export async function stepThroughBucket({ db, store }: JobContext, region: RegionName, after: string): Promise<Step> {
  const listed = await store.listAfter(region, after, pageSize)
  const ours = listed.filter(({ key }) => isReferred(key))
  const states = await store.statesOf(ours.map(({ key }) => key))
  const orphans = ours.flatMap(({ key, size: bytes }): Orphan[] => {
    const state = states.get(key)
    if (state !== undefined && state !== 'GONE') return []
    return [{ kind: state ?? 'UNKNOWN', key, bytes }]
  })
  await note(db, orphans)
  return stepOf(listed, orphans)
}

/** LIVE objects to which no row refers. */
export async function stepThroughLedger({ db, store }: JobContext, after: string): Promise<Step> {
  const live = await store.liveAfter(after, pageSize)
  const ours = live.filter(({ key }) => isReferred(key))
  const keys = ours.map(({ key }) => key)
  const referred = await referredAmong(db, keys)
  const orphans = ours.flatMap(({ key, byteSize: bytes }): Orphan[] =>
    referred.has(key) ? [] : [{ kind: 'UNREFERENCED', key, bytes }],
  )
  await note(db, orphans)
  return stepOf(live, orphans)
}

function isReferred(key: string): boolean {
  return referredPrefixes.some((prefix) => key.startsWith(prefix))
}

function stepOf(page: readonly { key: string }[], { length: found }: readonly unknown[]): Step {
  return { next: page.at(-1)?.key ?? null, checked: page.length, found }
}
