import { useQuery } from '@apollo/client/react'
import { SearchDocument } from '../operations.gen.ts'
import { FollowButton } from './follow-button.tsx'
import { PersonRow } from './person.tsx'
import { Empty, Failed, Skeleton } from './states.tsx'
import { TagRow } from './tag-row.tsx'

const first = 20

export function SearchResults({ query }: { query: string }) {
  const { data, previousData, error, refetch } = useQuery(SearchDocument, { variables: { query, first } })
  const found = data ?? previousData
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!found) return <Skeleton kind="row" count={5} />
  const people = found.searchUsers.edges.flatMap(({ node }) => (node ? [node] : []))
  const tags = found.searchHashtags.edges.flatMap(({ node }) => (node ? [node] : []))
  if (people.length + tags.length === 0) {
    return (
      <Empty icon="search" title="Nothing found">
        <p>Nobody and no hashtag is called like “{query}”.</p>
      </Empty>
    )
  }
  return (
    <div className="results">
      {people.length > 0 && (
        <section className="panel">
          <h2>People</h2>
          <ul className="rows">
            {people.map((person) => (
              <PersonRow key={person.id} person={person}>
                <FollowButton person={person} />
              </PersonRow>
            ))}
          </ul>
        </section>
      )}
      {tags.length > 0 && (
        <section className="panel">
          <h2>Hashtags</h2>
          <ul className="rows">
            {tags.map((tag) => (
              <TagRow key={tag.id} tag={tag} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
