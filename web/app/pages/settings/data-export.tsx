import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { act } from '../../api/act.ts'
import { DataExportDocument, type DataExportQuery, RequestDataExportDocument } from '../../operations.gen.ts'
import { useForm } from '../../parts/form.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Failed, Skeleton } from '../../parts/states.tsx'
import { day } from '../../parts/time-ago.tsx'
import { Proof, proofOf } from './proof.tsx'

const pollMs = 1_500
/** The address of a download is good for ten minutes. */
const renewMs = 240_000

/** All that an account has, as one file: asked for, waited for, fetched. */
export function DataExport() {
  const { data, error, refetch, startPolling, stopPolling } = useQuery(DataExportDocument, {
    fetchPolicy: 'cache-and-network',
  })
  const made = data?.dataExport
  const state = made?.state
  useEffect(() => {
    if (state === 'PENDING') startPolling(pollMs)
    else if (state === 'READY') startPolling(renewMs)
    return stopPolling
  }, [state, startPolling, stopPolling])
  return (
    <section className="panel">
      <h2>A copy of your data</h2>
      <p className="hint">
        Your profile, posts, comments and all else that is yours as JSON files, and your photos as you uploaded them, in
        one zip.
      </p>
      {error && !data ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton kind="row" count={1} />
      ) : (
        <>
          <div role="status" className="copy">
            {made && <Progress made={made} />}
          </div>
          {state !== 'PENDING' && state !== 'READY' && <Request />}
        </>
      )}
    </section>
  )
}

function Progress({ made }: { made: NonNullable<DataExportQuery['dataExport']> }) {
  const { state, progress, url, expiresAt } = made
  if (state === 'PENDING') {
    return (
      <>
        <p>Your copy is being made. You can leave this page.</p>
        <progress value={progress} max={100} aria-label="Your copy" />
      </>
    )
  }
  if (state === 'READY' && url) {
    return (
      <>
        <a className="button" href={url} download>
          <Icon name="download" size={18} /> Download your data
        </a>
        {expiresAt && <p className="hint">It is kept until {day(expiresAt)}.</p>}
      </>
    )
  }
  return state === 'FAILED' ? (
    <p className="fault">Your copy could not be made. Ask for it again.</p>
  ) : (
    <p>Your last copy is no longer kept.</p>
  )
}

function Request() {
  const { faults, busy, submit } = useForm(async (values) => {
    const outcome = await act(
      RequestDataExportDocument,
      { input: proofOf(values) },
      { refetchQueries: [DataExportDocument], awaitRefetchQueries: true },
    )
    return outcome.ok ? [] : outcome.faults
  })
  return (
    <form onSubmit={submit} className="panel">
      <Proof faults={faults} />
      <button type="submit" className="button" disabled={busy}>
        {busy ? 'Asking …' : 'Make a copy'}
      </button>
    </form>
  )
}
