import { useState } from 'react'
import type { PhotoFilter } from '../operations.gen.ts'
import { Icon } from '../parts/icon.tsx'
import { type DraftPhoto, filters } from './draft.ts'

export interface DraftRowProps {
  photo: DraftPhoto
  place: number
  of: number
  disabled: boolean
  change: (patch: Partial<DraftPhoto>) => void
  move: (by: -1 | 1) => void
  remove: () => void
}

/** One photo of a draft: what it is, how it is to look, and how far it has been sent. */
export function DraftRow({ photo, place, of, disabled, change, move, remove }: DraftRowProps) {
  const [visible, setVisible] = useState(true)
  const name = `photo ${place}`
  return (
    <li>
      <div className="preview">
        {visible ? (
          <img src={photo.preview} alt="" onError={() => setVisible(false)} />
        ) : (
          <span>{photo.file.name}</span>
        )}
      </div>
      <div className="about">
        <input
          aria-label={`Description of ${name}`}
          placeholder="Describe the photo"
          maxLength={1_000}
          disabled={disabled}
          value={photo.altText}
          onChange={({ target }) => change({ altText: target.value })}
        />
        <select
          aria-label={`Look of ${name}`}
          disabled={disabled}
          value={photo.filter ?? ''}
          onChange={({ target }) => change({ filter: (target.value || null) as PhotoFilter | null })}
        >
          <option value="">As it is</option>
          {filters.map((filter) => (
            <option key={filter} value={filter}>
              {filter.charAt(0) + filter.slice(1).toLowerCase()}
            </option>
          ))}
        </select>
        <Sent photo={photo} />
      </div>
      <div className="order">
        <button
          type="button"
          className="icon-button"
          onClick={() => move(-1)}
          disabled={disabled || place === 1}
          aria-label={`Move ${name} to the front`}
        >
          <Icon name="left" size={20} />
        </button>
        <button
          type="button"
          className="icon-button"
          onClick={() => move(1)}
          disabled={disabled || place === of}
          aria-label={`Move ${name} to the back`}
        >
          <Icon name="right" size={20} />
        </button>
        <button
          type="button"
          className="icon-button"
          onClick={remove}
          disabled={disabled}
          aria-label={`Take ${name} out`}
        >
          <Icon name="close" size={20} />
        </button>
      </div>
    </li>
  )
}

function Sent({ photo: { progress, file } }: { photo: DraftPhoto }) {
  switch (progress.step) {
    case 'chosen':
      return <small>{size(file.size)}</small>
    case 'checking':
      return <small role="status">Checking …</small>
    case 'sending':
      return (
        <label className="sent">
          <progress value={progress.share} max={1} />
          <small>{Math.round(progress.share * 100)} %</small>
        </label>
      )
    case 'stored':
      return (
        <small className="stored" role="status">
          <Icon name="check" size={16} /> Stored
        </small>
      )
    case 'failed':
      return <small className="fault">{progress.message}</small>
  }
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
