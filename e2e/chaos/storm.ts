import { setTimeout as sleep } from 'node:timers/promises'
import { type Chance, chanceFrom } from '@halide/jobs/feed-oracle/chance.ts'
import { type Author, deletePost, publish, publishKeyless } from './author.ts'
import { type Book, openBook } from './book.ts'
import { check, type Verdict } from './check.ts'
import { isLeft } from './check-posts.ts'
import type { ChaosCluster } from './cluster.ts'
import type { Family, Fault } from './faults.ts'
import { Member } from './member.ts'
import { readOn } from './reader.ts'
import { photoMaker } from './unique-photo.ts'

export interface StormPlan {
  seed: number
  /** In this order, one after the other. */
  faults: readonly Fault[]
  /** Fewest uploads to be acknowledged: when the faults are over before, it goes on without. */
  uploads: number
  writers: number
  /** Of a writer, between two photos. */
  pauseMs: number
  /** Milliseconds that a fault lasts, shortest and longest. */
  lastsMs: [number, number]
  /** Of so many posts one is deleted. 20 unless given. */
  deletesOneIn?: number
  /** Clients that make up a new idempotency key for each attempt: for a control. */
  keyless?: boolean
  /** Milliseconds that a fault may take to heal, and all jobs in the end. 120,000 and 60,000 unless given. */
  healWithinMs?: number
  settleWithinMs?: number
  progress(line: string): void
}

export interface Recovery {
  fault: string
  family: Family
  /** Milliseconds from the end of the fault until every process is ready and a photo went all its way; null when it never did. */
  ms: number | null
  /** Until both regions have every photo again, so that they can lose either. */
  redundantMs: number | null
}

export interface StormReport extends Verdict {
  seed: number
  recoveries: Recovery[]
  cast: Cast
}

const defaultHealWithinMs = 120_000
const defaultSettleWithinMs = 60_000

/** Faults under load, then quiet, then the check. */
export async function storm(cluster: ChaosCluster, plan: StormPlan): Promise<StormReport> {
  const chance = chanceFrom(plan.seed)
  const cast = await gather(cluster, plan.writers)
  const { book } = cast
  const faultsOver = new AbortController()
  const readersEnd = new AbortController()
  const readers = cast.followers.map((follower) => readOn(follower, book, readersEnd.signal))
  const writers = cast.authors.map((author, index) =>
    write(author, chanceFrom(plan.seed + index), plan, faultsOver.signal),
  )
  const recoveries: Recovery[] = []
  for (const [index, fault] of plan.faults.entries()) {
    book.fault = fault.name
    const [shortest, longest] = plan.lastsMs
    await fault.strike(cluster, chance, shortest + chance.number(longest - shortest))
    const times = await heal(cluster, cast, `heal-${index}`, plan.healWithinMs)
    const recovery = { fault: fault.name, family: fault.family, ...times }
    recoveries.push(recovery)
    const stored = book.entries.filter(({ stored }) => stored).length
    plan.progress(
      `${index + 1}/${plan.faults.length} ${fault.name}: healed after ${recovery.ms} ms, redundant after ${recovery.redundantMs} ms; ${stored} uploads acknowledged`,
    )
  }
  book.fault = 'none'
  faultsOver.abort()
  await Promise.all(writers)
  readersEnd.abort()
  await Promise.all(readers)
  plan.progress('the clients are done')
  await settle(cluster, plan.settleWithinMs)
  plan.progress('the jobs are done')
  const verdict = await checkCast(cluster, cast)
  for (const { fault, redundantMs } of recoveries) {
    if (redundantMs === null) verdict.findings.push({ kind: 'unhealed', what: fault })
  }
  for (const { what, fault, afterRetry } of book.incidents) {
    if (afterRetry) verdict.findings.push({ kind: 'unread', what: `${fault}: ${what}` })
  }
  return { ...verdict, seed: plan.seed, recoveries, cast }
}

export function checkCast(cluster: ChaosCluster, { book, followers, prober }: Cast): Promise<Verdict> {
  return check(cluster, book, [...followers, prober.follower])
}

export interface Cast {
  book: Book
  authors: Author[]
  /** They read on while it storms. */
  followers: Member[]
  /** Two whose photo tells that all works again. */
  prober: { author: Author; follower: Member }
}

/** Everybody who follows follows every author. */
export async function gather({ graphqlUrls }: ChaosCluster, writers: number): Promise<Cast> {
  const book = openBook()
  const makePhoto = await photoMaker()
  let joined = 0
  const join = (handle: string) => Member.join(graphqlUrls, handle, joined++ % graphqlUrls.length)
  const authors: Author[] = []
  for (let n = 0; n <= writers; n++) authors.push({ member: await join(`author${n}`), book, makePhoto })
  const followers = [await join('reader0'), await join('reader1'), await join('prober')]
  for (const follower of followers) {
    for (const { member } of authors) await follower.insist('followUser', { userId: member.id }, 'user { id }')
  }
  return {
    book,
    authors: authors.slice(1),
    followers: followers.slice(0, -1),
    prober: { author: authors[0]!, follower: followers.at(-1)! },
  }
}

async function write(
  author: Author,
  chance: Chance,
  { uploads, pauseMs, deletesOneIn = 20, keyless = false }: StormPlan,
  faultsOver: AbortSignal,
): Promise<void> {
  const { book, member } = author
  const enough = () => book.entries.filter(({ stored }) => stored).length >= uploads
  for (let turn = 0; !(faultsOver.aborted && enough()); turn++) {
    const key = `${member.handle}-${turn}`
    const entry = await (keyless ? publishKeyless : publish)(author, key, chance.oneIn(10))
    if (entry.postId && chance.oneIn(deletesOneIn)) await deletePost(author, entry)
    await sleep(pauseMs)
  }
}

/** Waits until all is well: every process says so, a new photo is READY and in a feed, and both regions have every photo. */
export async function heal(
  cluster: ChaosCluster,
  { prober }: Cast,
  key: string,
  healWithinMs = defaultHealWithinMs,
): Promise<Pick<Recovery, 'ms' | 'redundantMs'>> {
  const begun = performance.now()
  const waitFor = async (holds: () => Promise<boolean>) => {
    while (!(await holds().catch(() => false))) {
      if (performance.now() - begun > healWithinMs) return false
      await sleep(100)
    }
    return true
  }
  const passed = () => Math.round(performance.now() - begun)
  if (!(await waitFor(cluster.isReady))) return { ms: null, redundantMs: null }
  const { postId } = await publish(prober.author, key)
  const seen = await waitFor(async () => {
    await prober.follower.stayIn()
    type Data = { homeFeed: { edges: { node: { id: string } | null }[] } }
    const { homeFeed } = await prober.follower.gql<Data>('{ homeFeed(first: 50) { edges { node { id } } } }')
    return homeFeed.edges.some(({ node }) => node?.id === postId)
  })
  if (!seen) return { ms: null, redundantMs: null }
  const ms = passed()
  return { ms, redundantMs: (await waitFor(() => isRedundant(cluster))) ? passed() : null }
}

/** Whether both regions have every photo. */
async function isRedundant({ sql }: ChaosCluster): Promise<boolean> {
  const lopsided = `select from objects where state = 'LIVE' and (in_buffer or in_primary <> in_backup) limit 1`
  return (await sql(lopsided)).length === 0
}

/** Waits until no job is left to do, and both regions have every photo. Jobs that wait for their next attempt are tried now. */
export async function settle(cluster: ChaosCluster, settleWithinMs = defaultSettleWithinMs): Promise<void> {
  const { sql } = cluster
  const hurry = `select graphile_worker.reschedule_jobs(array_agg(id), run_at := now())
    from graphile_worker.jobs where ${isLeft} and attempts < max_attempts and run_at > now()`
  const left = `select from graphile_worker.jobs where ${isLeft} and (attempts < max_attempts or locked_at is not null) limit 1`
  const deadline = performance.now() + settleWithinMs
  const settled = async () => (await sql(left)).length === 0 && (await isRedundant(cluster))
  while (!(await settled()) && performance.now() < deadline) {
    await sql(hurry)
    await sleep(200)
  }
}
