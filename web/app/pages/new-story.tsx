import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { act } from '../api/act.ts'
import { newKey } from '../api/keys.ts'
import { useViewer } from '../api/viewer.ts'
import { accepted, contentTypeOf } from '../compose/draft.ts'
import { sendPhoto } from '../compose/send-photo.ts'
import { CreateStoryDocument } from '../operations.gen.ts'
import { Icon } from '../parts/icon.tsx'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'

export function Component() {
  return (
    <div className="column">
      <PageTitle title="New story" />
      <NeedSession>
        <Composer />
      </NeedSession>
    </div>
  )
}

interface Chosen {
  key: string
  file: File
  preview: string
}

function Composer() {
  const viewer = useViewer()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [altText, setAltText] = useState('')
  const [share, setShare] = useState<number | null>(null)
  const [fault, setFault] = useState('')
  const leaving = useRef(new AbortController())
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])

  /** Answers what went wrong, or nothing. */
  async function send({ key, file }: Chosen): Promise<string | null> {
    const photo = { key, file, contentType: contentTypeOf(file) }
    const sent = await sendPhoto(photo, { signal: leaving.current.signal, onProgress: setShare })
    if (!sent.ok) return sent.message
    const input = { photo: { uploadId: sent.id, altText }, idempotencyKey: key }
    const outcome = await act(CreateStoryDocument, { input })
    return outcome.ok ? null : outcome.faults[0]!.message
  }
  async function submit() {
    if (!chosen || share !== null) return
    setShare(0)
    setFault('')
    const message = await send(chosen).catch(() => '')
    setShare(null)
    if (message !== null) return setFault(message)
    URL.revokeObjectURL(chosen.preview)
    await navigate(`/stories/${viewer?.handle}`, { replace: true })
  }
  return (
    <form
      className="compose"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p className="hint">One photo, for a day. You see who has looked at it.</p>
      {chosen && <img className="story-preview" src={chosen.preview} alt="" />}
      <div className={chosen ? 'picker' : 'picker first'}>
        <label>
          <Icon name="photo" size={chosen ? 22 : 44} />
          <b>{chosen ? 'Another photo' : 'Choose a photo'}</b>
          <input
            type="file"
            accept={accepted}
            disabled={share !== null}
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file) setChosen({ key: newKey(), file, preview: URL.createObjectURL(file) })
              target.value = ''
            }}
          />
        </label>
      </div>
      {chosen && (
        <>
          <input
            aria-label="Description of the photo"
            placeholder="Describe the photo"
            maxLength={1_000}
            value={altText}
            onChange={({ target }) => setAltText(target.value)}
          />
          {share !== null && <progress aria-label="Sent" value={share} max={1} />}
          <button type="submit" className="button full" disabled={share !== null}>
            {share !== null ? 'Sending …' : 'Share for a day'}
          </button>
        </>
      )}
      <p role="alert" className="fault">
        {fault}
      </p>
    </form>
  )
}
