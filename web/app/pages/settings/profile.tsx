import { act } from '../../api/act.ts'
import { useViewer, type Viewer } from '../../api/viewer.ts'
import { UpdateProfileDocument } from '../../operations.gen.ts'
import { Faults, Field, useForm } from '../../parts/form.tsx'
import { Skeleton } from '../../parts/states.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { Picture } from './picture.tsx'

export function Component() {
  const viewer = useViewer()
  if (!viewer) return <Skeleton kind="row" />
  return (
    <>
      <Picture viewer={viewer} />
      <ProfileForm viewer={viewer} />
    </>
  )
}

function ProfileForm({ viewer }: { viewer: Viewer }) {
  const toast = useToast()
  const { faults, busy, submit } = useForm(async ({ displayName = '', bio = '' }) => {
    const outcome = await act(UpdateProfileDocument, { input: { displayName, bio } })
    if (!outcome.ok) return outcome.faults
    toast('Your profile is saved.')
    return []
  })
  return (
    <form onSubmit={submit} className="panel">
      <Field
        label="Name"
        name="displayName"
        defaultValue={viewer.displayName}
        required
        maxLength={80}
        faults={faults}
      />
      <Field label="About you" name="bio" hint="Up to 150 characters." faults={faults}>
        {(props) => <textarea name="bio" rows={3} maxLength={150} defaultValue={viewer.bio} {...props} />}
      </Field>
      <Faults faults={faults} fields={['displayName', 'bio']} />
      <button type="submit" className="button" disabled={busy}>
        {busy ? 'Saving …' : 'Save'}
      </button>
    </form>
  )
}
