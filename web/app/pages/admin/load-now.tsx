import { act } from '../../api/act.ts'
import {
  ClearLoadOverrideDocument,
  type LoadLevel,
  type LoadStateFragment,
  OverrideLoadDocument,
  type QueueLevel,
} from '../../operations.gen.ts'
import { short } from '../../parts/count.ts'
import { Field } from '../../parts/form.tsx'
import { TimeAgo } from '../../parts/time-ago.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { Fact } from './fact.tsx'
import { ReasonButton } from './reason-button.tsx'

const levels: Record<LoadLevel, { name: string; sign: string; about: string }> = {
  NORMAL: { name: 'Normal load', sign: 'good', about: 'Everything is on.' },
  HIGH: {
    name: 'High load',
    sign: 'warn',
    about: 'Explore and recommendations are off, and images are made with less effort.',
  },
  CRITICAL: {
    name: 'Critical load',
    sign: 'bad',
    about: 'As under high load, and photos are accepted but processed some minutes later.',
  },
}

const queueLevels: Record<QueueLevel, { name: string; sign: string; about: string }> = {
  NORMAL: { name: 'Short queue', sign: 'good', about: '' },
  WARN: { name: 'Queue grows', sign: 'warn', about: 'More photos wait than usual.' },
  CRITICAL: { name: 'Long queue', sign: 'bad', about: 'So many photos wait that people notice.' },
  FAST: {
    name: 'Fast mode',
    sign: 'bad',
    about: 'Photos are made in two sizes and with less quality, by twice the workers. That is made good later.',
  },
  EXTREME: {
    name: 'Extreme queue',
    sign: 'bad',
    about: 'Photos are made as fast as can be: two sizes, the least quality, no placeholders. That is made good later.',
  },
}

/** The levels, what they mean for people, and the way to set one by hand. */
export function LoadNow({ now, again }: { now: LoadStateFragment; again: () => void }) {
  const [load, queue] = [levels[now.level], queueLevels[now.queueLevel]]
  const { override } = now
  return (
    <section aria-label="Load">
      <div className="state-now">
        <div>
          <div className="line" role="status">
            <strong className={`sign ${load.sign}`}>{load.name}</strong>
            <strong className={`sign ${queue.sign}`}>{queue.name}</strong>
            {now.measuredAt === null && <strong className="sign bad">Nothing is measured: no worker runs</strong>}
          </div>
          <p>
            {load.about} {queue.about}
          </p>
          {override && (
            <p>
              Set by hand{override.admin && ` by @${override.admin.handle}`}, {until(override.until)}: {override.reason}{' '}
              (measured: {levels[now.measuredLevel].name.toLowerCase()})
            </p>
          )}
        </div>
        <div className="actions">
          {override && <Clear again={again} />}
          <Override again={again} />
        </div>
      </div>
      <dl className="facts">
        <Fact name="Load" about={<Since at={now.levelSince} />}>
          <b>{percent(now.load)}</b>
        </Fact>
        <Fact name="Photos that wait" about={<Since at={now.queueLevelSince} />}>
          <b>{short(now.queueDepth)}</b>
        </Fact>
        <Fact name="Workers">
          <b>
            {now.workers} of {now.wantedWorkers} wanted
          </b>
        </Fact>
        <Fact name="Owed in quality">
          <b>{short(now.qualityDebt)} photos</b>
        </Fact>
      </dl>
    </section>
  )
}

export const percent = (share: number) => `${Math.round(share * 100)} %`

const minuteOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const until = (at: string) => `until ${minuteOfDay.format(new Date(at))}`

function Since({ at }: { at: string }) {
  return (
    <>
      level since <TimeAgo at={at} />
    </>
  )
}

function Override({ again }: { again: () => void }) {
  const toast = useToast()
  return (
    <ReasonButton
      title="Set the load level by hand?"
      text="It counts for every process, whatever is measured, until its time is over or you take it back."
      action="Set it"
      fields={<OverrideFields />}
      run={async (reason, { level, minutes }) => {
        const input = { level: level as LoadLevel, minutes: Number(minutes), reason }
        const outcome = await act(OverrideLoadDocument, { input })
        if (outcome.ok) toast('The level is set.')
        again()
        return outcome
      }}
    >
      Set by hand
    </ReasonButton>
  )
}

function OverrideFields() {
  return (
    <>
      <Field label="Level" name="level">
        {(props) => (
          <select name="level" defaultValue="HIGH" {...props}>
            {Object.entries(levels).map(([level, { name }]) => (
              <option key={level} value={level}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Minutes" name="minutes" type="number" min={1} max={1_440} defaultValue={30} required />
    </>
  )
}

function Clear({ again }: { again: () => void }) {
  const toast = useToast()
  return (
    <ReasonButton
      title="Let what is measured count again?"
      text="The level changes at once to what is measured."
      action="Take it back"
      run={async (reason) => {
        const outcome = await act(ClearLoadOverrideDocument, { input: { reason } })
        if (outcome.ok) toast('What is measured counts again.')
        again()
        return outcome
      }}
    >
      Take back
    </ReasonButton>
  )
}
