import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export interface GraphqlAnswer<Data> {
  data?: Data | null
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[]
}

export type Variables = Record<string, unknown>

export interface PhotoFile {
  bytes: Buffer
  contentType: string
}

export interface PhotoToPost extends PhotoFile {
  altText?: string
  filter?: string
}

export interface SentUpload {
  uploadId: string
  /** The id that the post will have. */
  postId: string
  /** What the bytes door said; absent when the bytes were sent before. */
  said?: UploadAnswer
}

/** The bytes door's answer to bytes that are safe. */
export interface UploadAnswer {
  status: 'STORED' | 'QUEUED'
  /** For people, where it is QUEUED. */
  message?: string
}

interface Payload {
  userErrors: { code: string; message: string }[]
}

/** What a client app sends over the wire, and nothing else: the public API, for the demo and the journeys. */
export class Client {
  graphqlUrl: string
  accessToken: string | null = null

  constructor(graphqlUrl: string) {
    this.graphqlUrl = graphqlUrl
  }

  /** One operation, whatever its outcome. */
  async send<Data>(query: string, variables: Variables = {}): Promise<GraphqlAnswer<Data>> {
    const response = await fetch(this.graphqlUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.accessToken && { authorization: `Bearer ${this.accessToken}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    })
    return (await response.json()) as GraphqlAnswer<Data>
  }

  /** The data of an operation that must succeed. */
  async gql<Data>(query: string, variables: Variables = {}): Promise<Data> {
    const { data, errors } = await this.send<Data>(query, variables)
    if (errors || !data)
      throw new Error(
        `GraphQL: ${errors?.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; ')}`,
      )
    return data
  }

  /** The payload of a mutation that must go through. `call` is like `likePost { post { id } }`. */
  async mutate<Result>(name: string, input: Variables, selection: string): Promise<Result> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`
    const query = `mutation ${name}($input: ${type}) { ${name}(input: $input) { ${selection} userErrors { code message } } }`
    const data = await this.gql<Record<string, Result & Payload>>(query, { input })
    const payload = data[name]!
    if (payload.userErrors.length > 0)
      throw new Error(`${name}: ${payload.userErrors.map(({ code, message }) => `${code}: ${message}`).join('; ')}`)
    return payload
  }

  async signUp(input: {
    handle: string
    email: string
    password: string
    displayName?: string
  }): Promise<{ id: string }> {
    return this.#openSession('signUp', input)
  }

  async signIn(login: string, password: string): Promise<{ id: string }> {
    return this.#openSession('signIn', { login, password })
  }

  async #openSession(name: 'signUp' | 'signIn', input: Variables): Promise<{ id: string }> {
    type Result = { session: { accessToken: string; user: { id: string } } }
    const { session } = await this.mutate<Result>(name, input, 'session { accessToken user { id } }')
    this.accessToken = session.accessToken
    return session.user
  }

  /** Asks for an upload and sends the bytes, unless they were sent before under the same key. */
  async upload(
    file: PhotoFile,
    { postId, idempotencyKey }: { postId?: string; idempotencyKey?: string } = {},
  ): Promise<SentUpload> {
    type Result = { upload: { id: string; postId: string; url: string; status: string } }
    const promise = {
      byteSize: file.bytes.length,
      contentType: file.contentType,
      md5: createHash('md5').update(file.bytes).digest('hex'),
      ...(postId && { postId }),
      ...(idempotencyKey && { idempotencyKey }),
    }
    const { upload } = await this.mutate<Result>('createUpload', promise, 'upload { id postId url status }')
    const sent = { uploadId: upload.id, postId: upload.postId }
    return upload.status === 'ISSUED' ? { ...sent, said: await putBytes(upload.url, file) } : sent
  }

  /** Publishes 1 to 10 photos as one post; it answers PROCESSING. */
  async post(photos: readonly PhotoToPost[], caption = '', idempotencyKey?: string): Promise<{ id: string }> {
    let postId: string | undefined
    const inputs: Variables[] = []
    for (const [index, photo] of photos.entries()) {
      const key = idempotencyKey && `${idempotencyKey}/${index}`
      const upload = await this.upload(photo, { ...(postId && { postId }), ...(key && { idempotencyKey: key }) })
      postId = upload.postId
      inputs.push({
        uploadId: upload.uploadId,
        altText: photo.altText ?? '',
        ...(photo.filter && { filter: photo.filter }),
      })
    }
    const input = { photos: inputs, caption, ...(idempotencyKey && { idempotencyKey }) }
    const { post } = await this.mutate<{ post: { id: string } }>('createPost', input, 'post { id }')
    return post
  }

  /** Publishes a photo as a story; it answers PROCESSING. */
  async story({ altText = '', ...photo }: PhotoToPost, idempotencyKey?: string): Promise<{ id: string }> {
    const key = idempotencyKey && { idempotencyKey }
    const { uploadId } = await this.upload(photo, { ...key })
    const input = { photo: { uploadId, altText }, ...key }
    return (await this.mutate<{ story: { id: string } }>('createStory', input, 'story { id }')).story
  }

  /** Waits until a story of this client's has left PROCESSING; answers its status. */
  async told(storyId: string, withinMs = 60_000): Promise<string> {
    const query = 'query ($id: ID!) { it: node(id: $id) { ... on Story { status } } }'
    return (await this.#settled(query, storyId, withinMs)).status
  }

  /** Waits until a post of this client's has left PROCESSING. */
  async processed(postId: string, withinMs = 60_000): Promise<Settled> {
    return this.#settled('query ($id: ID!) { it: post(id: $id) { status failure { code message } } }', postId, withinMs)
  }

  async #settled(query: string, id: string, withinMs: number): Promise<Settled> {
    for (const deadline = performance.now() + withinMs; performance.now() < deadline; await sleep(100)) {
      const { it } = await this.gql<{ it: Settled | null }>(query, { id })
      if (it && it.status !== 'PROCESSING') return it
    }
    throw new Error(`${id} is still PROCESSING after ${withinMs} ms`)
  }
}

/** What a post has become. */
interface Settled {
  status: string
  failure: { code: string; message: string } | null
}

/** Sends the bytes of an upload to the media door. */
export async function putBytes(url: string, { bytes, contentType }: PhotoFile): Promise<UploadAnswer> {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': contentType },
    body: new Uint8Array(bytes),
  })
  const said = await answer.text()
  if (!answer.ok) throw new Error(`PUT of an upload: ${answer.status} ${said}`)
  return JSON.parse(said) as UploadAnswer
}
