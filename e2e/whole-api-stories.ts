import assert from 'node:assert/strict'
import { fetchImage } from './images.ts'
import { smallPhoto } from './photos.ts'
import { until } from './until.ts'
import { type Cast, idsOf, type Page, pageInfo } from './whole-api-pages.ts'

// What the journey of whole-api.test.ts asks about stories.

export async function stories({ world, ada, ben }: Cast): Promise<void> {
  const postsBefore = await ben.homeFeed()
  const { id } = await ada.story({ ...(await smallPhoto(17)), altText: 'Steam over a cup' })
  type Told = { status: string; expiresAt: string | null; notice: null; failure: null }
  const own = `query ($id: ID!) { node(id: $id) { ... on Story {
    id status notice failure { code message } createdAt expiresAt author { id } } } }`
  const look = async () => (await ada.gql<{ node: Told }>(own, { id })).node
  await until(async () => (await look()).status === 'READY')
  const hours = (Date.parse((await look()).expiresAt!) - Date.now()) / 3_600_000
  assert.ok(hours > 23 && hours < 24.1, `${hours}`)

  type Reel = { hasUnseen: boolean; author: { id: string; stories: Page<Story> } }
  type Story = {
    id: string
    viewerHasSeen: boolean
    viewerCount: null
    viewers: null
    photo: { image: { url: string } }
  }
  const tray = `{ storyTray(first: 5) { hasUnseen expiresAt author { id handle stories(first: 5) {
    edges { cursor node { id viewerHasSeen viewerCount viewers { edges { cursor } } photo { altText image { url } } } } ${pageInfo} } } } }`
  const reels = async () => (await ben.gql<{ storyTray: Reel[] }>(tray)).storyTray
  const [reel = assert.fail()] = await reels()
  assert.deepEqual([reel.author.id, reel.hasUnseen, idsOf(reel.author.stories)], [ada.id, true, [id]])
  const [{ node } = assert.fail()] = reel.author.stories.edges
  assert.deepEqual([node.viewerHasSeen, node.viewerCount, node.viewers], [false, null, null])
  assert.equal((await fetchImage(node.photo.image.url)).status, 200)
  const seen = await ben.mutate('markStorySeen', { storyId: id }, 'story { viewerHasSeen }')
  assert.deepEqual(seen, { story: { viewerHasSeen: true }, userErrors: [] })
  assert.equal((await reels())[0]?.hasUnseen, false)

  type Viewers = { node: { viewerCount: number; viewers: Page<{ handle: string }> } }
  const viewers = `query ($id: ID!) { node(id: $id) { ... on Story { viewerCount
    viewers(first: 1) { edges { cursor seenAt node { handle } } ${pageInfo} } } } }`
  const { node: mine } = await ada.gql<Viewers>(viewers, { id })
  assert.deepEqual([mine.viewerCount, mine.viewers.edges[0]?.node.handle], [1, 'ben'])
  assert.deepEqual(await ben.homeFeed(), postsBefore, 'no feed has a place for a story')

  const reported = await ben.mutate('report', { subjectId: id, reason: 'OTHER' }, 'reportedId')
  assert.deepEqual(reported, { reportedId: id, userErrors: [] })
  await world.sql('update stories set expires_at = now()')
  assert.deepEqual(await reels(), [])
  const another = await ada.story(await smallPhoto(18))
  await ada.mutate('deleteStory', { storyId: another.id }, 'deletedStoryId')
}
