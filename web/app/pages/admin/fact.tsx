import type { ReactNode } from 'react'

/** A value with its name, in a list of facts; and what else there is to say of it. */
export function Fact({ name, about, children }: { name: string; about?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {about && <small> {about}</small>}
      </dd>
    </div>
  )
}
