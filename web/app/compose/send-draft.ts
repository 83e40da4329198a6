import { act } from '../api/act.ts'
import type { FormFault } from '../api/session.ts'
import { CreatePostDocument, CreateUploadDocument, type PostViewFragment } from '../operations.gen.ts'
import type { DraftPhoto } from './draft.ts'
import { md5Of } from './md5.ts'
import { BytesRefused, sendBytes } from './send-bytes.ts'

export interface DraftDeps {
  signal: AbortSignal
  /** Told of each change of a photo. */
  change: (key: string, patch: Partial<DraftPhoto>) => void
}

export type SendOutcome = { ok: true; post: PostViewFragment } | { ok: false; faults: readonly FormFault[] }

/**
 * Sends what has not been sent of a draft, then makes the post. Whatever fails may be sent again: each upload and the post
 * have keys, so nothing is made twice.
 */
export async function sendDraft(
  photos: readonly DraftPhoto[],
  { caption, key }: { caption: string; key: string },
  deps: DraftDeps,
): Promise<SendOutcome> {
  let postId = photos.find(({ upload }) => upload)?.upload?.postId
  const uploadIds: string[] = []
  let broken = 0
  for (const photo of photos) {
    const sent = photo.progress.step === 'stored' ? photo.upload! : await sendPhoto(photo, postId, deps)
    if (!sent) {
      broken++
      continue
    }
    postId ??= sent.postId
    uploadIds.push(sent.id)
  }
  if (broken > 0) return { ok: false, faults: [{ code: 'FAILED', message: brokenMessage(broken, photos.length) }] }
  const input = {
    photos: photos.map(({ altText, filter }, i) => ({ uploadId: uploadIds[i]!, altText, filter })),
    caption,
    idempotencyKey: key,
  }
  const outcome = await act(CreatePostDocument, { input })
  return outcome.ok ? { ok: true, post: outcome.data.createPost.post! } : outcome
}

async function sendPhoto(photo: DraftPhoto, postId: string | undefined, { signal, change }: DraftDeps) {
  const { key, file, contentType } = photo
  const fail = (message: string) => {
    change(key, { progress: { step: 'failed', message } })
    return null
  }
  try {
    change(key, { progress: { step: 'checking' } })
    const md5 = await md5Of(file, signal)
    const promise = { byteSize: file.size, contentType, md5, idempotencyKey: key, ...(postId && { postId }) }
    const outcome = await act(CreateUploadDocument, { input: promise })
    if (!outcome.ok) return fail(outcome.faults[0]!.message)
    const { id, postId: reserved, url, status } = outcome.data.createUpload.upload!
    change(key, { upload: { id, postId: reserved }, progress: { step: 'sending', share: 0 } })
    if (status === 'ISSUED') {
      const onProgress = (share: number) => change(key, { progress: { step: 'sending', share } })
      await sendBytes(url, file, contentType, { signal, onProgress })
    }
    change(key, { progress: { step: 'stored' } })
    return { id, postId: reserved }
  } catch (error) {
    if (signal.aborted) throw error
    return fail(error instanceof BytesRefused ? error.message : 'The file cannot be read.')
  }
}

function brokenMessage(broken: number, of: number): string {
  const what = of === 1 ? 'The photo was' : broken === 1 ? 'One photo was' : `${broken} photos were`
  return `${what} not sent. Try again, or take ${broken === 1 ? 'it' : 'them'} out.`
}
