import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Book } from './book.ts'
import type { Member } from './member.ts'

/** Between two looks of a reader. */
const pauseMs = 300
/** Of the first retry, which is made at once, and of each one after it. */
const retryAfterMs = [0, 250]
const imageTimeoutMs = 10_000

const feedQuery = `{ homeFeed(first: 10) { edges { node {
  id likeCount photos { image(size: THUMBNAIL) { url } }
} } } }`

interface Shown {
  id: string
  images: string[]
}

/** Looks at the home feed and at one of its images, again and again, likes what it sees, and writes down every read that fails. */
export async function readOn(member: Member, book: Book, ended: AbortSignal): Promise<void> {
  for (let turn = 0; !ended.aborted; turn++) {
    const posts = (await look(book, 'homeFeed', ended, () => feedOf(member))) ?? []
    const post = posts[turn % Math.max(posts.length, 1)]
    if (post) await see(member, book, post, ended, turn % 5 === 0)
    await sleep(pauseMs)
  }
}

async function see(member: Member, book: Book, { id, images }: Shown, ended: AbortSignal, likes: boolean) {
  const isDeleted = () => book.entries.some(({ postId, deletion }) => postId === id && deletion)
  for (const url of images) {
    const md5 = await look(book, 'image', ended, () => md5OfImage(url, isDeleted))
    if (md5) book.images.add(md5)
  }
  if (likes) await like(member, book, id)
}

/** One read, repeated until it succeeds: what a reader saw fail, and for how long. Null when the reader was ended before. */
async function look<T>(book: Book, name: string, ended: AbortSignal, read: () => Promise<T>): Promise<T | null> {
  const { fault } = book
  const now = () => Math.round(performance.now() - book.begun)
  let from: number | null = null
  let what = ''
  let failures = 0
  let result: T | null = null
  for (let done = false; !done && !ended.aborted; ) {
    book.reads++
    const asked = performance.now()
    try {
      result = await read()
      book.slowestMs = Math.max(book.slowestMs, Math.round(performance.now() - asked))
      done = true
    } catch (error) {
      failures++
      from ??= now()
      what ||= `${name}: ${describe(error)}`
      await sleep(retryAfterMs[Math.min(failures, retryAfterMs.length) - 1])
    }
  }
  if (from !== null) book.incidents.push({ from, until: now(), what, fault, afterRetry: failures > 1 })
  return result
}

async function feedOf(member: Member): Promise<Shown[]> {
  await member.stayIn()
  type Node = { id: string; likeCount: number; photos: { image: { url: string } | null }[] } | null
  const { homeFeed } = await member.gql<{ homeFeed: { edges: { node: Node }[] } }>(feedQuery)
  return homeFeed.edges.flatMap(({ node }) =>
    node ? [{ id: node.id, images: node.photos.flatMap(({ image }) => image?.url ?? []) }] : [],
  )
}

/** Null when there is none since its post was deleted. */
async function md5OfImage(url: string, isDeleted: () => boolean): Promise<string | null> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(imageTimeoutMs) })
  if (answer.status === 404 && isDeleted()) return null
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).replaceAll(/<[^>]*>|\s+/g, ' ')}`)
  return createHash('md5')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex')
}

/** A post that was deleted since it was seen is none to like. */
async function like(member: Member, book: Book, postId: string): Promise<void> {
  const liked = await member.insist('likePost', { postId }, 'post { id }').then(
    () => true,
    () => false,
  )
  if (liked) book.likes.add(`${postId} ${member.id}`)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`.slice(0, 160)
}
