import { createHash } from 'node:crypto'
import { type PhotoFile, putBytes } from '@halide/local/client.ts'
import manifest from '@halide/schema/operations/manifest.json' with { type: 'json' }
import { Fault, type Operation } from '../open-loop.ts'
import type { Member } from './people.ts'

interface Parts {
  graphqlUrl: string
  members: readonly Member[]
  photos: readonly PhotoFile[]
  random: () => number
}

type Payload<Result> = Result & { userErrors: { code: string }[] }
type Ask = <Data>(member: Member, operation: string, variables: object) => Promise<Data>

const pageSize = 10
const captionLength = 256

/**
 * What people do in DeathStarBench's social network, and how often (socialNetwork/wrk2/scripts/social-network/mixed-workload.lua):
 * each is somebody drawn anew, pages have ten posts, and a home feed is read from a random place. A post has one photo.
 */
export function mixOf({ graphqlUrl, members, photos, random }: Parts): Operation[] {
  const ask = askAt(graphqlUrl)
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
  return [
    {
      name: 'home feed',
      share: 0.6,
      run: async () => {
        const member = one(members)
        const after = one([null, ...member.places])
        await ask(member, 'HomeFeed', { first: pageSize, after })
      },
    },
    {
      name: 'profile',
      share: 0.3,
      run: async () => {
        const data = await ask<{ userByHandle: object | null }>(one(members), 'Profile', {
          handle: one(members).handle,
          first: pageSize,
        })
        if (!data.userByHandle) throw new Fault('NO_SUCH_PERSON')
      },
    },
    { name: 'post', share: 0.1, run: () => post(ask, one(members), one(photos), textOf(random)) },
  ]
}

async function post(ask: Ask, member: Member, photo: PhotoFile, caption: string): Promise<void> {
  type Uploaded = { createUpload: Payload<{ upload: { id: string; url: string } | null }> }
  type Posted = { createPost: Payload<object> }
  const promise = {
    byteSize: photo.bytes.length,
    contentType: photo.contentType,
    md5: createHash('md5').update(photo.bytes).digest('hex'),
  }
  const { createUpload } = await ask<Uploaded>(member, 'CreateUpload', { input: promise })
  const { upload } = accepted(createUpload)
  await putBytes(upload!.url, photo)
  const input = { photos: [{ uploadId: upload!.id, altText: '' }], caption }
  accepted((await ask<Posted>(member, 'CreatePost', { input })).createPost)
}

function accepted<Result>(payload: Payload<Result>): Result {
  const [error] = payload.userErrors
  if (error) throw new Fault(error.code)
  return payload
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

function textOf(random: () => number): string {
  return Array.from({ length: captionLength }, () => letters[Math.floor(random() * letters.length)]).join('')
}

/** Asks for registered operations by their ids, as apps do. */
function askAt(graphqlUrl: string): Ask {
  const ids = new Map(manifest.operations.map(({ name, id }) => [name, id]))
  return async <Data>(member: Member, operation: string, variables: object) => {
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${member.accessToken}` },
      body: JSON.stringify({ documentId: ids.get(operation), variables }),
      signal: AbortSignal.timeout(30_000),
    })
    type Answer = { data?: Data | null; errors?: { message: string; extensions?: { code?: string } }[] }
    const { data, errors } = (await response.json()) as Answer
    if (errors?.[0]) throw new Fault(errors[0].extensions?.code ?? `HTTP ${response.status}`, errors[0].message)
    if (!data) throw new Fault(`HTTP ${response.status}`)
    return data
  }
}
