import { act } from '../api/act.ts'
import type { FormFault } from '../api/session.ts'
import { CreatePostDocument, type PostViewFragment } from '../operations.gen.ts'
import type { DraftPhoto } from './draft.ts'
import { sendPhoto } from './send-photo.ts'

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
    const sent = photo.progress.step === 'stored' ? photo.upload! : await sendOne(photo, postId, deps)
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

async function sendOne(photo: DraftPhoto, postId: string | undefined, { signal, change }: DraftDeps) {
  const { key, file, contentType } = photo
  change(key, { progress: { step: 'checking' } })
  const sent = await sendPhoto(
    { key, file, contentType, postId },
    {
      signal,
      onUpload: ({ id, postId: reserved }) =>
        change(key, { upload: { id, postId: reserved }, progress: { step: 'sending', share: 0 } }),
      onProgress: (share) => change(key, { progress: { step: 'sending', share } }),
    },
  )
  change(key, { progress: sent.ok ? { step: 'stored' } : { step: 'failed', message: sent.message } })
  return sent.ok ? sent : null
}

function brokenMessage(broken: number, of: number): string {
  const what = of === 1 ? 'The photo was' : broken === 1 ? 'One photo was' : `${broken} photos were`
  return `${what} not sent. Try again, or take ${broken === 1 ? 'it' : 'them'} out.`
}
