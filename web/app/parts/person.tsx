import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PersonFragment } from '../operations.gen.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'

/** Who did something, with what belongs beside the name. */
export function PersonLine({
  person,
  size = 36,
  children,
}: {
  person: PersonFragment
  size?: number
  children?: ReactNode
}) {
  return (
    <div className="person">
      <Link to={`/@${person.handle}`} className="who">
        <Avatar person={person} size={size} />
        <b>{person.displayName}</b>
        {person.isPrivate && <Icon name="lock" size={14} />}
      </Link>
      <small>{children}</small>
    </div>
  )
}

/** A person in a list of people. */
export function PersonRow({ person, children }: { person: PersonFragment; children?: ReactNode }) {
  return (
    <li className="row">
      <PersonLine person={person} size={44}>
        @{person.handle}
      </PersonLine>
      {children}
    </li>
  )
}
