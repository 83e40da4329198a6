import { useQuery } from '@apollo/client/react'
import { RecommendedUsersDocument } from '../operations.gen.ts'
import { counted } from './count.ts'
import { FollowButton } from './follow-button.tsx'
import { PersonLine } from './person.tsx'

/** Accounts to follow, and why. Nothing where there are none, or recommendations are switched off. */
export function Recommended() {
  const { data } = useQuery(RecommendedUsersDocument, { variables: { first: 8 } })
  const edges = data?.recommendedUsers.edges.filter(({ node }) => node) ?? []
  if (edges.length === 0) return null
  return (
    <section className="recommended">
      <h2>People to follow</h2>
      <ul>
        {edges.map(
          ({ node, mutualCount }) =>
            node && (
              <li key={node.id}>
                <PersonLine person={node} size={44}>
                  {mutualCount > 0
                    ? `followed by ${counted(mutualCount, 'person', 'people')} you follow`
                    : `@${node.handle}`}
                </PersonLine>
                <FollowButton person={node} />
              </li>
            ),
        )}
      </ul>
    </section>
  )
}
