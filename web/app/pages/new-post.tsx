import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useBlocker, useNavigate } from 'react-router'
import { client } from '../api/client.ts'
import { newKey } from '../api/keys.ts'
import type { FormFault } from '../api/session.ts'
import { accepted, type DraftPhoto, draftPhoto, maxPhotos, moved } from '../compose/draft.ts'
import { DraftRow } from '../compose/draft-row.tsx'
import { sendDraft } from '../compose/send-draft.ts'
import { Field } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'

export function Component() {
  return (
    <div className="column">
      <PageTitle title="New post" />
      <NeedSession>
        <Composer />
      </NeedSession>
    </div>
  )
}

function Composer() {
  const navigate = useNavigate()
  const [photos, setPhotos] = useState<readonly DraftPhoto[]>([])
  const [caption, setCaption] = useState('')
  const [faults, setFaults] = useState<readonly FormFault[]>([])
  const [busy, setBusy] = useState(false)
  const key = useRef(newKey())
  const leaving = useRef(new AbortController())
  const done = useRef(false)
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])
  useLeaveWarning(() => !done.current && photos.length > 0)

  const change = (photo: string, patch: Partial<DraftPhoto>) =>
    setPhotos((all) => all.map((one) => (one.key === photo ? { ...one, ...patch } : one)))

  function add(files: Iterable<File>) {
    const chosen = [...files]
    const room = maxPhotos - photos.length
    setFaults(chosen.length > room ? [{ code: 'INVALID', message: `A post has ${maxPhotos} photos at most.` }] : [])
    setPhotos([...photos, ...chosen.slice(0, room).map(draftPhoto)])
  }

  function remove(photo: DraftPhoto) {
    URL.revokeObjectURL(photo.preview)
    setPhotos(photos.filter((one) => one !== photo))
  }

  async function share() {
    if (busy || photos.length === 0) return
    setBusy(true)
    setFaults([])
    const outcome = await sendDraft(
      photos,
      { caption, key: key.current },
      { signal: leaving.current.signal, change },
    ).catch(() => null)
    setBusy(false)
    if (!outcome) return
    if (!outcome.ok) return setFaults(outcome.faults)
    done.current = true
    for (const { preview } of photos) URL.revokeObjectURL(preview)
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'homeFeed' })
    void navigate(`/p/${outcome.post.id}`, { replace: true })
  }

  return (
    <form
      className="compose"
      onSubmit={(event) => {
        event.preventDefault()
        void share()
      }}
    >
      <Picker full={photos.length >= maxPhotos} first={photos.length === 0} disabled={busy} add={add} />
      {photos.length > 0 && (
        <>
          <ol className="draft" aria-label="Photos">
            {photos.map((photo, i) => (
              <DraftRow
                key={photo.key}
                photo={photo}
                place={i + 1}
                of={photos.length}
                disabled={busy}
                change={(patch) => change(photo.key, patch)}
                move={(by) => setPhotos(moved(photos, photo.key, by))}
                remove={() => remove(photo)}
              />
            ))}
          </ol>
          <Field label="Caption" name="caption">
            {(props) => (
              <textarea
                {...props}
                rows={3}
                maxLength={2_200}
                disabled={busy}
                value={caption}
                onChange={({ target }) => setCaption(target.value)}
              />
            )}
          </Field>
          <button type="submit" className="button full" disabled={busy}>
            {busy ? 'Sending …' : 'Share'}
          </button>
        </>
      )}
      <div role="alert">
        {faults.map(({ message }) => (
          <p key={message} className="fault">
            {message}
          </p>
        ))}
      </div>
    </form>
  )
}

interface PickerProps {
  full: boolean
  first: boolean
  disabled: boolean
  add: (files: Iterable<File>) => void
}

function Picker({ full, first, disabled, add }: PickerProps) {
  const [over, setOver] = useState(false)
  if (full) return null
  const drag = (on: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(on)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the field inside does it by keyboard
    <div
      className={first ? 'picker first' : 'picker'}
      data-over={over}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        if (!disabled) add(event.dataTransfer.files)
      }}
    >
      <label>
        <Icon name="photo" size={first ? 44 : 22} />
        <b>{first ? 'Choose photos' : 'Add photos'}</b>
        {first && <small>or drop them here: up to {maxPhotos}, JPEG, PNG, WebP, AVIF, GIF, TIFF or HEIC</small>}
        <input
          type="file"
          accept={accepted}
          multiple
          disabled={disabled}
          onChange={({ target }) => {
            add(target.files ?? [])
            target.value = ''
          }}
        />
      </label>
    </div>
  )
}

/** Asks before photos that were not sent are lost. */
function useLeaveWarning(hasDraft: () => boolean): void {
  const blocker = useBlocker(hasDraft)
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    if (confirm('Leave? The photos have not been shared.')) blocker.proceed()
    else blocker.reset()
  }, [blocker])
}
