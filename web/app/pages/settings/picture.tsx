import { useEffect, useRef, useState } from 'react'
import { act } from '../../api/act.ts'
import { client } from '../../api/client.ts'
import { newKey } from '../../api/keys.ts'
import type { Viewer } from '../../api/viewer.ts'
import { accepted, contentTypeOf } from '../../compose/draft.ts'
import { sendPhoto } from '../../compose/send-photo.ts'
import { AvatarUpdateDocument, RemoveAvatarDocument, SetAvatarDocument, ViewerDocument } from '../../operations.gen.ts'
import { Avatar } from '../../parts/avatar.tsx'
import { useToast } from '../../parts/toasts.tsx'

const lookEveryMs = 700

/** The account's picture: chosen, sent, and shown once it is ready. */
export function Picture({ viewer }: { viewer: Viewer }) {
  const toast = useToast()
  const [step, setStep] = useState<string | null>(null)
  const leaving = useRef(new AbortController())
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])
  async function choose(file: File) {
    setStep('Sending …')
    const { signal } = leaving.current
    const message = await set(file, signal, () => setStep('Developing …')).catch(() => null)
    if (signal.aborted) return
    setStep(null)
    toast(message ?? 'Your picture is set.')
  }
  async function remove() {
    const outcome = await act(RemoveAvatarDocument, {})
    toast(outcome.ok ? 'Your picture is gone.' : outcome.faults[0]!.message)
  }
  return (
    <div className="panel">
      <div className="self">
        <Avatar person={viewer} size={96} />
        <div>
          <b>@{viewer.handle}</b>
          <div className="acts" role="status">
            {step ?? (
              <>
                <label className="button quiet file">
                  {viewer.avatar ? 'Change picture' : 'Add a picture'}
                  <input
                    type="file"
                    accept={accepted}
                    onChange={({ target }) => {
                      const [file] = target.files ?? []
                      if (file) void choose(file)
                      target.value = ''
                    }}
                  />
                </label>
                {viewer.avatar && (
                  <button type="button" className="button quiet" onClick={() => void remove()}>
                    Remove
                  </button>
                )}
              </>
            )}
          </div>
        </div>
      </div>
    </div>
  )
}

/** Answers what went wrong, or nothing. */
async function set(file: File, signal: AbortSignal, onSent: () => void): Promise<string | null> {
  const sent = await sendPhoto({ key: newKey(), file, contentType: contentTypeOf(file) }, { signal })
  if (!sent.ok) return sent.message
  onSent()
  const outcome = await act(SetAvatarDocument, { input: { uploadId: sent.id } })
  if (!outcome.ok) return outcome.faults[0]!.message
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    const answer = await client.query({ query: AvatarUpdateDocument, fetchPolicy: 'no-cache' }).catch(() => null)
    const update = answer?.data?.avatarUpdate
    if (answer && update?.status !== 'PROCESSING') {
      await client.query({ query: ViewerDocument, fetchPolicy: 'network-only' }).catch(() => null)
      return update?.failure?.message ?? null
    }
  }
  return null
}
