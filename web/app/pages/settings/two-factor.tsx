import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { encode } from 'uqr'
import { act } from '../../api/act.ts'
import {
  BeginTotpDocument,
  ConfirmTotpDocument,
  DisableTotpDocument,
  SecondFactorDocument,
} from '../../operations.gen.ts'
import { counted } from '../../parts/count.ts'
import { Faults, Field, useForm } from '../../parts/form.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { OwnPassword } from './proof.tsx'

/** Signing in with a code beside the password: turned on in three steps, and off again. */
export function TwoFactor() {
  const { data, refetch } = useQuery(SecondFactorDocument, { fetchPolicy: 'cache-and-network' })
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const factor = data?.secondFactor
  return (
    <section className="panel">
      <h2>Two-factor sign-in</h2>
      {codes && <RecoveryCodes codes={codes} done={() => setCodes(null)} />}
      {!codes && begun && (
        <Confirmation
          begun={begun}
          confirmed={(made) => {
            setBegun(null)
            setCodes(made)
            void refetch()
          }}
        />
      )}
      {!codes && !begun && factor?.isActive && <TurnOff left={factor.recoveryCodesLeft} done={() => void refetch()} />}
      {!codes && !begun && factor && !factor.isActive && <TurnOn begun={setBegun} />}
    </section>
  )
}

function TurnOn({ begun }: { begun: (secret: { secret: string; uri: string }) => void }) {
  const { faults, busy, submit } = useForm(async ({ password = '' }) => {
    const outcome = await act(BeginTotpDocument, { input: { password } })
    if (!outcome.ok) return outcome.faults
    const { secret, uri } = outcome.data.beginTotp
    begun({ secret: secret!, uri: uri! })
    return []
  })
  return (
    <form onSubmit={submit} className="panel">
      <p className="hint">A code from an authenticator app is asked for beside your password.</p>
      <OwnPassword faults={faults} />
      <Faults faults={faults} fields={['password']} />
      <button type="submit" className="button quiet" disabled={busy}>
        Turn it on
      </button>
    </form>
  )
}

interface ConfirmationProps {
  begun: { secret: string; uri: string }
  confirmed: (codes: readonly string[]) => void
}

function Confirmation({ begun: { secret, uri }, confirmed }: ConfirmationProps) {
  const { faults, busy, submit } = useForm(async ({ code = '' }) => {
    const outcome = await act(ConfirmTotpDocument, { input: { code: code.replace(/\s/g, '') } })
    if (!outcome.ok) return outcome.faults
    confirmed(outcome.data.confirmTotp.recoveryCodes ?? [])
    return []
  })
  return (
    <form onSubmit={submit} className="panel">
      <p>Scan this with your authenticator app, or type the secret into it.</p>
      <QrCode text={uri} />
      <code className="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      <Field
        label="Code from the app"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        faults={faults}
      />
      <Faults faults={faults} fields={['code']} />
      <button type="submit" className="button" disabled={busy}>
        Confirm
      </button>
    </form>
  )
}

function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <>
      <p>
        It is on. Each of these codes opens your account once when the app is not at hand. They are not shown again.
      </p>
      <ul className="codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={done}>
        I have kept them
      </button>
    </>
  )
}

function TurnOff({ left, done }: { left: number; done: () => void }) {
  const toast = useToast()
  const { faults, busy, submit } = useForm(async ({ password = '', code = '' }) => {
    const outcome = await act(DisableTotpDocument, { input: { password, code: code.trim() } })
    if (!outcome.ok) return outcome.faults
    toast('Two-factor sign-in is off.')
    done()
    return []
  })
  return (
    <form onSubmit={submit} className="panel">
      <p>It is on. {counted(left, 'recovery code')} left.</p>
      <OwnPassword faults={faults} />
      <Field label="Code" name="code" autoComplete="one-time-code" required faults={faults} />
      <Faults faults={faults} fields={['password', 'code']} />
      <button type="submit" className="button quiet" disabled={busy}>
        Turn it off
      </button>
    </form>
  )
}

function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="The secret as a QR code">
      <path d={path} />
    </svg>
  )
}
