import { Link, Navigate, useNavigate } from 'react-router'
import { useSession } from '../api/session.ts'
import { Faults, Field, useForm } from '../parts/form.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { tryToOpen } from './sign-in.tsx'

const fields = ['handle', 'displayName', 'email', 'password']

export function Component() {
  const { kind } = useSession()
  const navigate = useNavigate()
  const { faults, busy, submit } = useForm(async ({ displayName, ...values }) => {
    const found = await tryToOpen('sign-up', { ...values, ...(displayName && { displayName }) })
    if (found.length === 0) void navigate('/', { replace: true })
    return found
  })
  if (kind === 'in' && !busy) return <Navigate to="/" replace />
  return (
    <div className="door">
      <PageTitle title="Make an account" />
      <form onSubmit={submit}>
        <Field
          label="Handle"
          name="handle"
          hint="3 to 30 letters, digits, dots and underscores. It is your address here."
          autoComplete="username"
          autoCapitalize="none"
          required
          faults={faults}
        />
        <Field
          label="Name"
          name="displayName"
          hint="As others see it."
          autoComplete="name"
          maxLength={80}
          faults={faults}
        />
        <Field label="E-mail" name="email" type="email" autoComplete="email" required faults={faults} />
        <Field
          label="Password"
          name="password"
          type="password"
          hint="8 characters or more."
          autoComplete="new-password"
          required
          minLength={8}
          faults={faults}
        />
        <Faults faults={faults} fields={fields} />
        <button type="submit" className="button full" disabled={busy}>
          {busy ? 'One moment …' : 'Make my account'}
        </button>
      </form>
      <p>
        You have one? <Link to="/sign-in">Sign in</Link>
      </p>
    </div>
  )
}
