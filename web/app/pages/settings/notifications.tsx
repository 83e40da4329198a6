import { useEffect, useState } from 'react'
import { endPushes, pushSubscription, startPushes, usePushKey } from '../../api/push.ts'
import { useToast } from '../../parts/toasts.tsx'

/** Whether this browser is told of what is new while no page of Halide is open. */
export function Component() {
  const key = usePushKey()
  const toast = useToast()
  const [isOn, setOn] = useState<boolean | null>(null)
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  useEffect(() => {
    void pushSubscription().then((made) => setOn(made !== null))
  }, [])
  async function change(wanted: boolean) {
    setOn(null)
    const fault = wanted && key ? await startPushes(key) : await endPushes()
    setPermission(Notification.permission)
    setOn((await pushSubscription()) !== null)
    if (fault) toast(fault)
  }
  if (!key) return <p className="hint">Halide cannot notify this browser.</p>
  const isDenied = permission === 'denied' && !isOn
  return (
    <section className="panel">
      <label className="toggle">
        <span>
          <b>Notify this browser</b>
          <small>
            {isDenied
              ? 'Your browser does not let Halide notify you. Allow it in the browser’s settings for this site, then load the page anew.'
              : 'Of what others do that is about you, also while Halide is not open. It names nobody.'}
          </small>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn ?? false}
          disabled={isOn === null || isDenied}
          checked={isOn ?? false}
          onChange={({ target }) => void change(target.checked)}
        />
      </label>
    </section>
  )
}
