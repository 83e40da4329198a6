import { act } from '../api/act.ts'
import { CreateUploadDocument } from '../operations.gen.ts'
import { md5Of } from './md5.ts'
import { BytesRefused, sendBytes } from './send-bytes.ts'

export interface PhotoToSend {
  /** Sent again under the same key it is the same upload. */
  key: string
  file: File
  contentType: string
  /** Of the post that it belongs to, once one photo of it was asked for. */
  postId?: string | undefined
}

export interface SendDeps {
  signal: AbortSignal
  onUpload?: (upload: { id: string; postId: string }) => void
  /** From 0 to 1. */
  onProgress?: (share: number) => void
}

export type SentPhoto = { ok: true; id: string; postId: string } | { ok: false; message: string }

/** Brings one file to the media door: its MD5 first, which Halide checks what arrives against. Throws only when aborted. */
export async function sendPhoto({ key, file, contentType, postId }: PhotoToSend, deps: SendDeps): Promise<SentPhoto> {
  const { signal, onUpload, onProgress = () => {} } = deps
  try {
    const md5 = await md5Of(file, signal)
    const promise = { byteSize: file.size, contentType, md5, idempotencyKey: key, ...(postId && { postId }) }
    const outcome = await act(CreateUploadDocument, { input: promise })
    if (!outcome.ok) return { ok: false, message: outcome.faults[0]!.message }
    const upload = outcome.data.createUpload.upload!
    onUpload?.(upload)
    if (upload.status === 'ISSUED') await sendBytes(upload.url, file, contentType, { signal, onProgress })
    return { ok: true, id: upload.id, postId: upload.postId }
  } catch (error) {
    if (signal.aborted) throw error
    return { ok: false, message: error instanceof BytesRefused ? error.message : 'The file cannot be read.' }
  }
}
