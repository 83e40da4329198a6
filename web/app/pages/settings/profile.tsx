import { act } from '../../api/act.ts'
import { useViewer, type Viewer } from '../../api/viewer.ts'
import { UpdateProfileDocument } from '../../operations.gen.ts'
import { Avatar } from '../../parts/avatar.tsx'
import { Faults, Field, useForm } from '../../parts/form.tsx'
import { Skeleton } from '../../parts/states.tsx'
import { useToast } from '../../parts/toasts.tsx'

export function Component() {
  const viewer = useViewer()
  return viewer ? <ProfileForm viewer={viewer} /> : <Skeleton kind="row" />
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
      <div className="self">
        <Avatar person={viewer} size={64} />
        <b>@{viewer.handle}</b>
      </div>
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
