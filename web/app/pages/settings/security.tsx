import { useQuery } from '@apollo/client/react'
import { useRef } from 'react'
import { act } from '../../api/act.ts'
import {
  ChangePasswordDocument,
  RevokeSessionDocument,
  SecondFactorDocument,
  SessionsDocument,
} from '../../operations.gen.ts'
import { counted } from '../../parts/count.ts'
import { Endless } from '../../parts/endless.tsx'
import { Faults, Field, useForm } from '../../parts/form.tsx'
import { Failed, Skeleton } from '../../parts/states.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { TwoFactor } from './two-factor.tsx'

const first = 20

export function Component() {
  return (
    <>
      <Password />
      <TwoFactor />
      <Sessions />
    </>
  )
}

function Password() {
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const { data: factor } = useQuery(SecondFactorDocument)
  const { faults, busy, submit } = useForm(async ({ currentPassword = '', newPassword = '', code = '' }) => {
    const outcome = await act(
      ChangePasswordDocument,
      { input: { currentPassword, newPassword, ...(code && { code }) } },
      { refetchQueries: [SessionsDocument] },
    )
    if (!outcome.ok) return outcome.faults
    const { endedSessions } = outcome.data.changePassword
    toast(`Your password is changed. ${counted(endedSessions ?? 0, 'other session')} ended.`)
    form.current?.reset()
    return []
  })
  return (
    <form ref={form} onSubmit={submit} className="panel">
      <h2>Password</h2>
      <Field
        label="Current password"
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        required
        faults={faults}
      />
      <Field
        label="New password"
        name="newPassword"
        type="password"
        autoComplete="new-password"
        hint="8 characters or more. You are signed out everywhere else."
        required
        minLength={8}
        faults={faults}
      />
      {factor?.secondFactor.isActive && (
        <Field label="Code from your app" name="code" autoComplete="one-time-code" required faults={faults} />
      )}
      <Faults faults={faults} fields={['currentPassword', 'newPassword', 'code']} />
      <button type="submit" className="button" disabled={busy}>
        {busy ? 'Changing …' : 'Change password'}
      </button>
    </form>
  )
}

function Sessions() {
  const toast = useToast()
  const { data, error, refetch, fetchMore } = useQuery(SessionsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  })
  const page = data?.signedInSessions
  async function revoke(sessionId: string) {
    const outcome = await act(RevokeSessionDocument, { input: { sessionId } })
    toast(outcome.ok ? 'The session has ended.' : outcome.faults[0]!.message)
    await refetch()
  }
  if (error && !page) return <Failed error={error} retry={() => void refetch()} />
  return (
    <section className="panel">
      <h2>Where you are signed in</h2>
      {!page && <Skeleton kind="row" />}
      <ul className="rows">
        {page?.edges.map(
          ({ node }) =>
            node && (
              <li key={node.id} className="row">
                <div className="session">
                  <b>{node.client ?? 'An app without a name'}</b>
                  <small>
                    {node.isCurrent ? 'This device · ' : ''}last used <TimeAgo at={node.refreshedAt} />
                  </small>
                </div>
                {!node.isCurrent && (
                  <button type="button" className="button quiet" onClick={() => void revoke(node.id)}>
                    End
                  </button>
                )}
              </li>
            ),
        )}
      </ul>
      {page && (
        <Endless
          hasMore={page.pageInfo.hasNextPage}
          more={() => fetchMore({ variables: { first, after: page.pageInfo.endCursor } })}
        />
      )}
    </section>
  )
}
