import { useSyncExternalStore } from 'react'

/** Something in a form that its writer can put right. */
export interface FormFault {
  code: string
  field?: readonly string[] | null
  message: string
}

/** `unreachable`: there may be a session, but the door did not answer. */
export type SessionState =
  | { kind: 'starting' }
  | { kind: 'out'; reason?: 'ended' }
  | { kind: 'in'; accessToken: string }
  | { kind: 'unreachable' }

type Answer = { session: { accessToken: string } | null; userErrors: FormFault[] }

let state: SessionState = { kind: 'starting' }
const listeners = new Set<() => void>()
/** Other tabs have the same cookie: they end with this one. */
const tabs = new BroadcastChannel('halide-session')
tabs.onmessage = ({ data }) => {
  if (data === 'out') become({ kind: 'out' })
  else if (data === 'in' && state.kind !== 'in') void refresh()
}

function become(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

export const session = {
  get: () => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.get)
}

async function ask(path: string, body: object = {}): Promise<Answer> {
  const response = await fetch(`/session/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok)
    throw new SessionRefused(answer.code ?? 'SERVICE_UNAVAILABLE', answer.error ?? 'Halide does not answer.')
  return answer
}

/** The door or the gateway did not do it. */
export class SessionRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

let refreshing: Promise<SessionState> | null = null

/** Trades the cookie for an access token, once for all who ask meanwhile. */
export function refresh(): Promise<SessionState> {
  refreshing ??= ask('refresh')
    .then(
      ({ session: fresh }) => {
        if (fresh) become({ kind: 'in', accessToken: fresh.accessToken })
        else become(state.kind === 'in' ? { kind: 'out', reason: 'ended' } : { kind: 'out' })
      },
      () => {
        if (state.kind !== 'in') become({ kind: 'unreachable' })
      },
    )
    .then(() => state)
    .finally(() => {
      refreshing = null
    })
  return refreshing
}

/** Answers what is wrong with the form, or nothing when it opened a session. */
export async function open(path: 'sign-in' | 'sign-up' | 'restore', form: object): Promise<FormFault[]> {
  const { session: fresh, userErrors } = await ask(path, form)
  if (!fresh) return userErrors
  become({ kind: 'in', accessToken: fresh.accessToken })
  tabs.postMessage('in')
  return []
}

export async function signOut(): Promise<void> {
  await ask('sign-out')
  tabs.postMessage('out')
  become({ kind: 'out' })
}
