import { useNavigate } from 'react-router'
import { act } from '../../api/act.ts'
import { signOut } from '../../api/session.ts'
import { DeleteAccountDocument } from '../../operations.gen.ts'
import { useForm } from '../../parts/form.tsx'
import { day } from '../../parts/time-ago.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { Proof, proofOf } from './proof.tsx'

/** The way out, which stays open backwards for a while. */
export function DeleteAccount() {
  const toast = useToast()
  const navigate = useNavigate()
  const { faults, busy, submit } = useForm(async (values) => {
    const outcome = await act(DeleteAccountDocument, { input: proofOf(values) })
    if (!outcome.ok) return outcome.faults
    const { restorableUntil } = outcome.data.deleteAccount
    const until = restorableUntil ? ` Until ${day(restorableUntil)} you can sign in and restore it.` : ''
    toast(`Your account is deleted.${until}`)
    // Its sessions have ended already; here the cookie is forgotten.
    await signOut().catch(() => {})
    await navigate('/')
    return []
  })
  return (
    <form onSubmit={submit} className="panel">
      <h2>Delete your account</h2>
      <p className="hint">
        All that is yours disappears for everyone at once. You can restore it for some days; then it is destroyed.
      </p>
      <Proof faults={faults} />
      <button type="submit" className="button danger" disabled={busy}>
        {busy ? 'Deleting …' : 'Delete my account'}
      </button>
    </form>
  )
}
