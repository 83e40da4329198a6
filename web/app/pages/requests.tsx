import { useQuery } from '@apollo/client/react'
import { act } from '../api/act.ts'
import { AcceptFollowRequestDocument, FollowRequestsDocument, RemoveFollowerDocument } from '../operations.gen.ts'
import { NeedSession } from '../parts/need-session.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { PeopleList } from '../parts/people-list.tsx'
import { useToast } from '../parts/toasts.tsx'

const first = 30

export function Component() {
  return (
    <div className="column">
      <PageTitle title="Follow requests" />
      <NeedSession>
        <Requests />
      </NeedSession>
    </div>
  )
}

function Requests() {
  const toast = useToast()
  const { data, error, refetch, fetchMore } = useQuery(FollowRequestsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.followRequests
  async function answer(userId: string, document: typeof AcceptFollowRequestDocument | typeof RemoveFollowerDocument) {
    const outcome = await act<object, { input: { userId: string } }>(document, { input: { userId } })
    if (!outcome.ok) toast(outcome.faults[0]!.message)
    await refetch()
  }
  return (
    <PeopleList
      page={page}
      error={error}
      retry={() => void refetch()}
      more={() => fetchMore({ variables: { first, after: page?.pageInfo.endCursor } })}
      empty="Nobody is waiting"
      act={(person) => (
        <span className="acts">
          <button
            type="button"
            className="button"
            aria-label={`Accept ${person.displayName}`}
            onClick={() => void answer(person.id, AcceptFollowRequestDocument)}
          >
            Accept
          </button>
          <button
            type="button"
            className="button quiet"
            aria-label={`Decline ${person.displayName}`}
            onClick={() => void answer(person.id, RemoveFollowerDocument)}
          >
            Decline
          </button>
        </span>
      )}
    />
  )
}
