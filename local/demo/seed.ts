import { basename } from 'node:path'
import { Client, type PhotoToPost } from '../client.ts'
import { makePhoto } from '../demo-photos/make-photo.ts'
import { cast, comments, type DemoPost, type DemoReport, demoPassword, posts, saved, stories } from './cast.ts'
import { listPhotos, readPhoto } from './photo-files.ts'

export interface SeedSettings {
  graphqlUrl: string
  /** A folder of photos to post instead of made ones. */
  photos?: string
  progress(step: string): void
}

type People = Map<string, { client: Client; id: string }>

/** Posts that are on their way at the same time. */
const postsAtOnce = 3

/**
 * Brings the demo's people to life through the public API alone. Begun again after an interruption it goes on where it was:
 * every creating call carries an idempotency key.
 */
export async function seed({ graphqlUrl, photos, progress }: SeedSettings): Promise<void> {
  const files = photos ? listPhotos(photos) : null
  const people = await signUpAll(graphqlUrl)
  progress(`${people.size} people have signed up and follow each other`)
  const planned = files ? files.map((path, index) => filePost(path, index)) : posts.map(drawnPost)
  const made = await publishAll(people, planned, progress)
  await talk(people, made)
  progress(`${made.length} posts are ready, with likes and comments`)
  if (files) return
  for (const [index, { reports }] of posts.entries()) await report(people, made[index], reports)
  for (const postId of saved.map((index) => made[index]))
    if (postId) await people.get('ada')!.client.mutate('savePost', { postId }, 'post { id }')
  await tellStories(people)
  progress(`${stories.length} stories are told`)
}

async function signUpAll(graphqlUrl: string): Promise<People> {
  const people: People = new Map()
  for (const { handle, displayName, bio } of cast) {
    const client = new Client(graphqlUrl)
    const input = { handle, displayName, email: `${handle}@halide.example`, password: demoPassword }
    const { id } = await client.signUp(input).catch(() => client.signIn(handle, demoPassword))
    await client.mutate('updateProfile', { bio }, 'user { id }')
    people.set(handle, { client, id })
  }
  for (const { handle, follows } of cast) {
    const { client } = people.get(handle)!
    for (const other of follows) await client.mutate('followUser', { userId: people.get(other)!.id }, 'user { id }')
  }
  return people
}

interface PlannedPost {
  author: string
  caption: string
  key: string
  photos(): Promise<PhotoToPost[]>
}

async function draw({ altText, filter, ...order }: DemoPost['photos'][number]): Promise<PhotoToPost> {
  return { bytes: await makePhoto(order), contentType: 'image/jpeg', altText, ...(filter && { filter }) }
}

function drawnPost({ author, caption, photos }: DemoPost, index: number): PlannedPost {
  return { author, caption, key: `demo-${index}`, photos: () => Promise.all(photos.map(draw)) }
}

function filePost(path: string, index: number): PlannedPost {
  const author = cast[index % cast.length]!.handle
  return {
    author,
    caption: basename(path),
    key: `photo-${basename(path)}`.slice(0, 90),
    photos: async () => [readPhoto(path)],
  }
}

/** Answers the ids of the posts that turned READY, in the order of `planned`; others are null. */
async function publishAll(people: People, planned: readonly PlannedPost[], progress: SeedSettings['progress']) {
  const made: (string | null)[] = planned.map(() => null)
  const waiting = [...planned.entries()]
  async function publishNext(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { author, caption, key, photos }] = next
      const { client } = people.get(author)!
      const { id } = await client.post(await photos(), caption, key)
      const { status, failure } = await client.processed(id)
      if (status === 'READY') made[index] = id
      else progress(`"${caption}" could not be processed: ${failure?.message ?? status}`)
    }
  }
  await Promise.all(Array.from({ length: postsAtOnce }, publishNext))
  return made
}

async function talk(people: People, made: readonly (string | null)[]): Promise<void> {
  const everyone = [...people.values()]
  for (const [index, postId] of made.entries()) {
    const admirers = everyone.filter((_, person) => (index * 5 + person * 3) % 7 < 3)
    if (postId) await Promise.all(admirers.map(({ client }) => client.mutate('likePost', { postId }, 'post { id }')))
  }
  const said: string[] = []
  for (const [index, { post, author, text, answers, reports }] of comments.entries()) {
    const postId = made[post]
    if (!postId) continue
    const replyTo = answers !== undefined && said[answers]
    const input = { postId, text, idempotencyKey: `demo-${index}`, ...(replyTo && { replyTo }) }
    const { client } = people.get(author)!
    const { comment } = await client.mutate<{ comment: { id: string } }>('createComment', input, 'comment { id }')
    said[index] = comment.id
    await report(people, comment.id, reports)
  }
}

async function tellStories(people: People): Promise<void> {
  for (const [index, { author, photo, seenBy }] of stories.entries()) {
    const { client } = people.get(author)!
    const { id: storyId } = await client.story(await draw(photo), `demo-story-${index}`)
    await client.told(storyId)
    for (const viewer of seenBy) await people.get(viewer)!.client.mutate('markStorySeen', { storyId }, 'story { id }')
  }
}

async function report(people: People, subjectId: string | null | undefined, reports: DemoReport[] = []): Promise<void> {
  if (!subjectId) return
  for (const { by, reason, note = '' } of reports)
    await people.get(by)!.client.mutate('report', { subjectId, reason, note }, 'reportedId')
}
