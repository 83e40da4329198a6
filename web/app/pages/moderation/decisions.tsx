import { useQuery } from '@apollo/client/react'
import { act } from '../../api/act.ts'
import {
  AuditTrailDocument,
  type AuditTrailQuery,
  DecideReportDocument,
  type ModerationAction,
} from '../../operations.gen.ts'
import { Endless } from '../../parts/endless.tsx'
import { PersonLine } from '../../parts/person.tsx'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { Subject } from './subject.tsx'
import { deeds, offers, undoing } from './words.ts'

const first = 20

type Act = NonNullable<AuditTrailQuery['auditTrail']['edges'][number]['node']>

/** What moderators did, the latest first; what still stands can be taken back. */
export function Component() {
  const { data, error, refetch, fetchMore } = useQuery(AuditTrailDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.auditTrail
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="row" count={4} />
  const acts = page.edges.flatMap(({ node }) => (node ? [node] : []))
  if (acts.length === 0) {
    return (
      <Empty icon="shield" title="Nothing decided yet">
        <p>Every decision of a moderator is kept here.</p>
      </Empty>
    )
  }
  return (
    <>
      <ol className="cases">
        {acts.map((done, i) => (
          <li key={done.id} className="case">
            <Decision done={done} undo={undoOf(done, acts.slice(0, i))} again={() => void refetch()} />
          </li>
        ))}
      </ol>
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })}
      />
    </>
  )
}

/** What takes an act back, unless a later one did, or did it once more. */
function undoOf(done: Act, later: readonly Act[]): ModerationAction | undefined {
  const undo = undoing[done.action]
  const isOver = later.some(({ action, case: of }) => of?.id === done.case?.id && [undo, done.action].includes(action))
  return done.case && !isOver ? undo : undefined
}

interface DecisionProps {
  done: Act
  undo: ModerationAction | undefined
  again: () => void
}

function Decision({ done: { action, moderator, note, createdAt, case: found }, undo, again }: DecisionProps) {
  const toast = useToast()
  async function takeBack(caseId: string, restore: ModerationAction) {
    const outcome = await act(DecideReportDocument, { input: { caseId, action: restore } })
    toast(outcome.ok ? `You ${deeds[restore]}.` : outcome.faults[0]!.message)
    again()
  }
  const what = (
    <>
      {deeds[action]} · <TimeAgo at={createdAt} />
    </>
  )
  return (
    <>
      {moderator ? (
        <PersonLine person={moderator} size={36}>
          {what}
        </PersonLine>
      ) : (
        <small>An account that is gone {what}</small>
      )}
      {note && <p>{note}</p>}
      {found && <Subject found={found} />}
      {found && undo && (
        <div className="actions">
          <button type="button" className="button quiet" onClick={() => void takeBack(found.id, undo)}>
            {offers[undo]}
          </button>
        </div>
      )}
    </>
  )
}
