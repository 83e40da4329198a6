import type { Client } from '@halide/local/client.ts'
import { encodeId } from '@halide/schema/ids.ts'
import { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { until } from './until.ts'
import type { Scene } from './visibility-probes.ts'
import type { World } from './world.ts'

type OfStories = Pick<Scene, 'storyId' | 'storyPhotoId' | 'storyImageUrl' | 'ownStoryId'>

/** A READY story of `other`, and one of the viewer, if there is one, that `other` has seen. */
export async function setStories(world: World, n: number, viewer: Client, other: Person): Promise<OfStories> {
  const photo = { ...(await smallPhoto(200 + n)), altText: `story of ${other.handle}` }
  const [{ id: storyId }, ownStoryId] = await Promise.all([
    other.story(photo),
    viewer instanceof Person ? addStory(world, viewer) : null,
  ])
  if (ownStoryId) await other.mutate('markStorySeen', { storyId: ownStoryId }, 'story { id }')
  type Data = { node: { status: string; photo: { id: string; image: { url: string } | null } } }
  const query = `query ($id: ID!) { node(id: $id) { ... on Story { status photo { id image(size: THUMBNAIL) { url } } } } }`
  const look = async () => (await other.gql<Data>(query, { id: storyId })).node
  await until(async () => (await look()).status === 'READY')
  const { photo: shown } = await look()
  return { storyId, storyPhotoId: shown.id, storyImageUrl: shown.image!.url, ownStoryId }
}

/** Without a photo: only who has seen it is asked for. */
async function addStory(world: World, { handle }: Person): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `with made as (insert into posts (id, author_id, caption, kind, status)
      select next_id(), id, '', 'STORY', 'READY' from users where handle = $1 returning id, author_id)
    insert into stories (post_id, author_id, expires_at) select id, author_id, now() + interval '1 day' from made
    returning post_id::text as id`,
    [handle],
  )
  return encodeId('story', BigInt(row!.id))
}
