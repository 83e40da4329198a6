import type { Book, Entry } from './book.ts'
import { type Member, persist, Refusal } from './member.ts'
import type { PhotoMaker } from './unique-photo.ts'

export interface Author {
  member: Member
  book: Book
  makePhoto: PhotoMaker
}

const putTimeoutMs = 30_000

/**
 * Posts one photo: asks for the upload, sends the bytes, makes the post, each until it is acknowledged; the book hears of every
 * acknowledgement at once. `repeatsPost`: the client lost the last answer and asks once more, by the same key.
 */
export async function publish(author: Author, key: string, repeatsPost = false): Promise<Entry> {
  const { member, book, makePhoto } = author
  const { bytes, md5 } = makePhoto(key)
  const entry: Entry = { key, md5, authorId: member.id }
  book.entries.push(entry)
  try {
    const promise = { byteSize: bytes.length, contentType: 'image/jpeg', md5, idempotencyKey: key }
    type Uploaded = { upload: { id: string; url: string } }
    // Anew each time: a ticket may have expired meanwhile, or seem so to a door whose clock is wrong.
    await persist(async () => {
      const { upload } = await member.insist<Uploaded>('createUpload', promise, 'upload { id url }')
      entry.uploadId = upload.id
      await put(upload.url, bytes)
    })
    entry.stored = true
    const input = { photos: [{ uploadId: entry.uploadId, altText: '' }], caption: key, idempotencyKey: key }
    for (let time = 0; time < (repeatsPost ? 2 : 1); time++) {
      const { post } = await member.insist<{ post: { id: string } }>('createPost', input, 'post { id }')
      if (entry.postId && entry.postId !== post.id) throw new Refusal(`one key, two posts: ${entry.postId}, ${post.id}`)
      entry.postId = post.id
    }
  } catch (error) {
    entry.refused = String(error)
  }
  return entry
}

/** As `publish`, of a client that knows no idempotency keys: what got no answer, at any step, is begun anew. */
export async function publishKeyless(
  { member, book, makePhoto }: Author,
  key: string,
  repeatsPost: boolean,
): Promise<Entry> {
  const { bytes, md5 } = makePhoto(key)
  const entry: Entry = { key, md5, authorId: member.id }
  book.entries.push(entry)
  const attempt = async () => {
    const promise = { byteSize: bytes.length, contentType: 'image/jpeg', md5 }
    type Uploaded = { upload: { id: string; url: string } }
    const { upload } = await member.mutate<Uploaded>('createUpload', promise, 'upload { id url }')
    await put(upload.url, bytes)
    const input = { photos: [{ uploadId: upload.id, altText: '' }], caption: key }
    const { post } = await member.mutate<{ post: { id: string } }>('createPost', input, 'post { id }')
    Object.assign(entry, { uploadId: upload.id, stored: true, postId: post.id })
  }
  for (let time = 0; time < (repeatsPost ? 2 : 1); time++) await persist(attempt)
  return entry
}

/** Throws `Refusal` where the bytes door does not say "send it again". */
async function put(url: string, bytes: Buffer): Promise<void> {
  const body = new Uint8Array(bytes)
  const signal = AbortSignal.timeout(putTimeoutMs)
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body, signal })
  const said = await answer.text()
  if (answer.ok) return
  if (answer.status >= 500 || [408, 422].includes(answer.status) || /UPLOAD_INTERRUPTED|TICKET_EXPIRED/.test(said))
    throw new Error(said)
  throw new Refusal(`PUT: ${answer.status} ${said}`)
}

export async function deletePost({ member }: Author, entry: Entry): Promise<void> {
  entry.deletion = 'asked'
  await member.insist('deletePost', { postId: entry.postId }, 'deletedPostId')
  entry.deletion = 'acknowledged'
}
