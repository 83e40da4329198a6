import { useQuery } from '@apollo/client/react'
import { useRef, useState } from 'react'
import { act } from '../../api/act.ts'
import {
  DecideReportDocument,
  type ModerationAction,
  ModerationQueueDocument,
  type ModerationQueueQuery,
} from '../../operations.gen.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { counted } from '../../parts/count.ts'
import { Endless } from '../../parts/endless.tsx'
import { Field } from '../../parts/form.tsx'
import { reasons } from '../../parts/report-button.tsx'
import { Empty, Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { authorOf, kindOf, Subject } from './subject.tsx'
import { deeds, hiding, offers } from './words.ts'

const first = 10

export type Case = NonNullable<ModerationQueueQuery['moderationQueue']['edges'][number]['node']>

/** What was reported and not decided, the longest waiting first. */
export function Component() {
  const list = useRef<HTMLDivElement>(null)
  const { data, error, refetch, fetchMore } = useQuery(ModerationQueueDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.moderationQueue
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  if (!page) return <Skeleton kind="row" count={4} />
  const open = page.edges.flatMap(({ node }) => (node && !node.closedAt ? [node] : []))
  return (
    <div ref={list} tabIndex={-1} className="cases">
      {open.length === 0 && !page.pageInfo.hasNextPage && (
        <Empty icon="check" title="Nothing waits">
          <p>Everything that was reported has been decided.</p>
        </Empty>
      )}
      {open.map((found) => (
        <CaseCard key={found.id} found={found} decided={() => list.current?.focus()} />
      ))}
      <Endless
        hasMore={page.pageInfo.hasNextPage}
        more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })}
      />
    </div>
  )
}

function CaseCard({ found, decided }: { found: Case; decided: () => void }) {
  const toast = useToast()
  const [note, setNote] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const kind = kindOf(found)
  const name = authorOf(found)?.displayName
  async function decide(action: ModerationAction) {
    setBusy(true)
    setFault('')
    const outcome = await act(DecideReportDocument, { input: { caseId: found.id, action, note: note.trim() } })
    setBusy(false)
    if (!outcome.ok) return setFault(outcome.faults[0]!.message)
    toast(`You ${deeds[action]}.`)
    decided()
  }
  const { hide, restore } = hiding[kind]
  const choices: readonly ModerationAction[] = [
    'DISMISS',
    found.isHidden ? restore : hide,
    ...(kind === 'account' ? [] : (['SUSPEND_USER'] as const)),
  ]
  return (
    <article className="case" aria-label={name ? `${words[kind]} by ${name}` : words[kind]}>
      <Subject found={found}>
        {words[kind]} · reported <TimeAgo at={found.openedAt} />
        {found.isHidden && ' · hidden already'}
      </Subject>
      <ul className="chips" aria-label="Reasons">
        {found.reasons.map(({ reason, count }) => (
          <li key={reason}>
            {reasons[reason]} <b>{count}</b>
          </li>
        ))}
      </ul>
      <details open={found.reports.some((report) => report.note)}>
        <summary>{counted(found.reportCount, 'report')}</summary>
        <ul>
          {found.reports.map((report) => (
            <li key={report.id}>
              <p>
                <b>{report.reporter?.displayName ?? 'An account that is gone'}</b>{' '}
                <small>
                  {reasons[report.reason]} · <TimeAgo at={report.createdAt} />
                </small>
              </p>
              {report.note && <p>{report.note}</p>}
            </li>
          ))}
        </ul>
      </details>
      <Field label="Note for the record" name="note">
        {(props) => (
          <textarea
            rows={1}
            maxLength={1_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            {...props}
          />
        )}
      </Field>
      <p role="alert" className="fault">
        {fault}
      </p>
      <fieldset className="actions" disabled={busy} aria-label="Decision">
        {choices.map((action) =>
          action === 'SUSPEND_USER' ? (
            <Confirm
              key={action}
              className="button quiet danger"
              title={`Suspend ${name ?? 'the account'}?`}
              text="Nobody sees the account or anything of it any more, and nobody can sign in to it. It can be restored."
              action="Suspend"
              run={() => void decide(action)}
            >
              {offers[action]}
            </Confirm>
          ) : (
            <button key={action} type="button" className="button quiet" onClick={() => void decide(action)}>
              {offers[action]}
            </button>
          ),
        )}
      </fieldset>
    </article>
  )
}

const words = { post: 'Post', story: 'Story', comment: 'Comment', account: 'Account' }
