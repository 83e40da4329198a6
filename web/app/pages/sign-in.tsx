import { useState } from 'react'
import { Link, Navigate, useLocation, useNavigate } from 'react-router'
import { explain } from '../api/errors.ts'
import { type FormFault, open, useSession } from '../api/session.ts'
import { Faults, Field, useForm } from '../parts/form.tsx'
import { PageTitle } from '../parts/page-title.tsx'

/** Opens a session; what stops it is a fault to show. */
export async function tryToOpen(
  path: 'sign-in' | 'sign-up' | 'restore',
  values: object,
): Promise<readonly FormFault[]> {
  try {
    return await open(path, values)
  } catch (error) {
    const { title, advice } = explain(error)
    return [{ code: 'FAILED', message: `${title}. ${advice}` }]
  }
}

export function Component() {
  const session = useSession()
  const navigate = useNavigate()
  const from = (useLocation().state as { from?: string } | null)?.from ?? '/'
  const [needsCode, setNeedsCode] = useState(false)
  const [isDeleted, setDeleted] = useState(false)
  const { faults, busy, submit } = useForm(async (values) => {
    const found = await tryToOpen(isDeleted ? 'restore' : 'sign-in', values)
    if (found.length === 0) void navigate(from, { replace: true })
    if (found.some(({ code }) => code === 'SECOND_FACTOR_REQUIRED')) {
      setNeedsCode(true)
      return []
    }
    if (found.some(({ code }) => code === 'ACCOUNT_DELETED')) {
      setDeleted(true)
      return []
    }
    return found
  })
  if (session.kind === 'in' && !busy) return <Navigate to={from} replace />
  return (
    <div className="door">
      <PageTitle title="Sign in" />
      {session.kind === 'out' && session.reason && <p className="hint">Your session has ended. Sign in once more.</p>}
      <form onSubmit={submit}>
        <Field
          label="Handle or e-mail"
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          onChange={() => setDeleted(false)}
          required
          faults={faults}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          faults={faults}
        />
        {needsCode && (
          <Field
            label="Code"
            name="code"
            hint="Six digits from your authenticator app, or a recovery code."
            autoComplete="one-time-code"
            autoFocus
            required
            faults={faults}
          />
        )}
        <Faults faults={faults} fields={['login', 'password', 'code']} />
        {isDeleted && <p role="status">This account is deleted. You can still have it back as it was.</p>}
        <button type="submit" className="button full" disabled={busy}>
          {isDeleted ? 'Restore my account' : busy ? 'Signing in …' : 'Sign in'}
        </button>
      </form>
      <p>
        New here? <Link to="/sign-up">Make an account</Link>
      </p>
    </div>
  )
}
