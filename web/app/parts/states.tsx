import type { ReactNode } from 'react'
import { explain } from '../api/errors.ts'
import { Icon, type IconName } from './icon.tsx'

/** Nothing is there, and that is no fault. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <section className="state">
      <Icon name={icon} size={40} />
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}

/** It could not be had; with a way to ask again. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { title, advice } = explain(error)
  return (
    <section className="state" role="alert">
      <Icon name="warning" size={40} />
      <h2>{title}</h2>
      <p>{advice}</p>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </section>
  )
}

/** Where something will be: `lines` of text, rows of people, posts or tiles. */
export function Skeleton({ kind, count = 3 }: { kind: 'post' | 'row' | 'tile'; count?: number }) {
  return (
    <div className={`skeletons ${kind}s`} role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and stay in place
        <div key={i} className={`skeleton ${kind}`}>
          {kind !== 'tile' && (
            <div className="head">
              <i className="disc" />
              <i className="line" />
            </div>
          )}
          {kind !== 'row' && <i className="block" />}
          {kind === 'post' && <i className="line long" />}
        </div>
      ))}
    </div>
  )
}
