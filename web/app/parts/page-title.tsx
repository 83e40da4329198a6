import type { ReactNode } from 'react'

/** The page's heading, and its name in the tab and the history. */
export function PageTitle({
  title,
  hidden = false,
  children,
}: {
  title: string
  hidden?: boolean
  children?: ReactNode
}) {
  return (
    <div className={hidden ? 'unseen' : 'page-title'}>
      <title>{`${title} · Halide`}</title>
      <h1>{title}</h1>
      {children}
    </div>
  )
}
