import type { ReactNode } from 'react'
import type { PageEndFragment, PersonFragment } from '../operations.gen.ts'
import { Endless } from './endless.tsx'
import { PersonRow } from './person.tsx'
import { Empty, Failed, Skeleton } from './states.tsx'

export interface PeopleListProps<Person extends PersonFragment> {
  page: { edges: { node: Person | null }[]; pageInfo: PageEndFragment } | undefined
  error: unknown
  retry: () => void
  more: () => Promise<unknown>
  /** What is said when there is nobody. */
  empty: string
  act: (person: Person) => ReactNode
}

/** Pages of people, each with something to do about them. */
export function PeopleList<Person extends PersonFragment>(props: PeopleListProps<Person>) {
  const { page, error, retry, more, empty, act } = props
  if (error && !page) return <Failed error={error} retry={retry} />
  if (!page) return <Skeleton kind="row" count={5} />
  const people = page.edges.flatMap(({ node }) => (node ? [node] : []))
  if (people.length === 0 && !page.pageInfo.hasNextPage) return <Empty icon="person" title={empty} />
  return (
    <>
      <ul className="rows">
        {people.map((person) => (
          <PersonRow key={person.id} person={person}>
            {act(person)}
          </PersonRow>
        ))}
      </ul>
      <Endless hasMore={page.pageInfo.hasNextPage} more={more} />
    </>
  )
}
