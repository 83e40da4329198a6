import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { CaseViewFragment, PersonFragment } from '../../operations.gen.ts'
import { PersonLine } from '../../parts/person.tsx'
import { Photo } from '../../parts/photo.tsx'

const kinds = { post: 'post', story: 'story', comment: 'comment', user: 'account' } as const

export type SubjectKind = (typeof kinds)[keyof typeof kinds]

/** Of what kind it is; its id says so also of what the moderator may not see. */
export function kindOf({ subjectId }: CaseViewFragment): SubjectKind {
  return kinds[subjectId.slice(0, subjectId.indexOf('_')) as keyof typeof kinds]
}

export function authorOf({ subject }: CaseViewFragment): PersonFragment | null {
  return subject && ('author' in subject ? subject.author : subject)
}

function pathOf({ subject }: CaseViewFragment): string | null {
  if (!subject) return null
  if (subject.__typename === 'User') return `/@${subject.handle}`
  if (subject.__typename === 'Story') return `/stories/${subject.author.handle}`
  return `/p/${subject.__typename === 'Comment' ? subject.post.id : subject.id}`
}

/** What was reported: whose it is, with what belongs beside the name, and what it says. */
export function Subject({ found, children }: { found: CaseViewFragment; children?: ReactNode }) {
  const author = authorOf(found)
  const path = pathOf(found)
  const kind = kindOf(found)
  const { subject } = found
  const photo =
    subject?.__typename === 'Post' ? subject.photos[0] : subject?.__typename === 'Story' ? subject.photo : undefined
  return (
    <>
      {children &&
        (author ? (
          <PersonLine person={author} size={44}>
            {children}
          </PersonLine>
        ) : (
          <small>{children}</small>
        ))}
      <blockquote>
        {photo && (
          <span className="thumb">
            <Photo photo={photo} sizes="96px" />
          </span>
        )}
        <div>
          <p>{found.text === null ? <i>It was destroyed.</i> : found.text || <i>Without words.</i>}</p>
          {path ? (
            <Link to={path}>{openers[kind]}</Link>
          ) : (
            <small>{found.isHidden ? 'It is hidden now.' : `You cannot see this ${kind} yourself.`}</small>
          )}
        </div>
      </blockquote>
    </>
  )
}

const openers: Record<SubjectKind, string> = {
  post: 'Open the post',
  story: 'Open the story',
  comment: 'Open the post',
  account: 'Open the account',
}
