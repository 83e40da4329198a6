import { useQuery } from '@apollo/client/react'
import type { FormFault } from '../../api/session.ts'
import { SecondFactorDocument } from '../../operations.gen.ts'
import { Faults, Field } from '../../parts/form.tsx'

/** For whoever asks at a screen that was left open. */
export function OwnPassword({ faults }: { faults: readonly FormFault[] }) {
  return (
    <Field
      label="Your password"
      name="password"
      type="password"
      autoComplete="current-password"
      required
      faults={faults}
    />
  )
}

/** What shows that the owner asks, and not somebody at a screen that was left open; and what is wrong with the form. */
export function Proof({ faults }: { faults: readonly FormFault[] }) {
  const { data } = useQuery(SecondFactorDocument)
  return (
    <>
      <OwnPassword faults={faults} />
      {data?.secondFactor.isActive && (
        <Field label="Code from your app" name="code" autoComplete="one-time-code" required faults={faults} />
      )}
      <Faults faults={faults} fields={['password', 'code']} />
    </>
  )
}

/** The same as the API takes it. */
export function proofOf({ password = '', code = '' }: Record<string, string>): { password: string; code?: string } {
  return { password, ...(code && { code: code.trim() }) }
}
