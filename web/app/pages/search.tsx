import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useSession } from '../api/session.ts'
import { FollowedHashtagsDocument, SearchDocument } from '../operations.gen.ts'
import { FollowButton } from '../parts/follow-button.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PersonRow } from '../parts/person.tsx'
import { Empty, Failed, Skeleton } from '../parts/states.tsx'
import { TagRow } from '../parts/tag-row.tsx'
import { useSettled } from '../parts/use-settled.ts'

const first = 20

/** People and hashtags by what is typed; the address has it, so that it can be come back to. */
export function Component() {
  const { kind } = useSession()
  const [params, setParams] = useSearchParams()
  const text = params.get('q') ?? ''
  useEffect(() => document.querySelector<HTMLInputElement>('#search')?.focus({ preventScroll: true }), [])
  const query = useSettled(text.trim())
  return (
    <div className="column">
      <PageTitle title="Search" />
      <search>
        <label htmlFor="search" className="unseen">
          People and hashtags
        </label>
        <input
          id="search"
          type="search"
          value={text}
          placeholder="People and #hashtags"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          onChange={({ target }) => setParams(target.value ? { q: target.value } : {}, { replace: true })}
        />
      </search>
      {query && kind !== 'starting' ? <Results query={query} /> : kind === 'in' && <FollowedTags />}
    </div>
  )
}

function Results({ query }: { query: string }) {
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
    <>
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
    </>
  )
}

function FollowedTags() {
  const { data } = useQuery(FollowedHashtagsDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const tags = data?.followedHashtags.edges.flatMap(({ node }) => (node ? [node] : [])) ?? []
  if (tags.length === 0) return null
  return (
    <section className="panel">
      <h2>Hashtags you follow</h2>
      <ul className="rows">
        {tags.map((tag) => (
          <TagRow key={tag.id} tag={tag} />
        ))}
      </ul>
    </section>
  )
}
