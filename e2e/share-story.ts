import type { Person } from './person.ts'
import { smallPhoto } from './photos.ts'
import { until } from './until.ts'

/** A photo for a day, once it can be seen. */
export async function shareStory(person: Person): Promise<string> {
  const { id } = await person.story({ ...(await smallPhoto(46)), altText: 'A story' })
  type Data = { node: { status: string } }
  const query = 'query ($id: ID!) { node(id: $id) { ... on Story { status } } }'
  await until(async () => (await person.gql<Data>(query, { id })).node.status === 'READY')
  return id
}
