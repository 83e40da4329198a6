import { useQuery } from '@apollo/client/react'
import {
  PushPublicKeyDocument,
  RegisterPushSubscriptionDocument,
  RemovePushSubscriptionDocument,
} from '../operations.gen.ts'
import { act } from './act.ts'
import { useSession } from './session.ts'

/** On plain http, and in some browsers, there is no such thing. */
const isSupported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** What to subscribe with; null where the server or this browser has no pushes. */
export function usePushKey(): string | null {
  const { kind } = useSession()
  const { data } = useQuery(PushPublicKeyDocument, { skip: !isSupported || kind !== 'in' })
  return data?.pushPublicKey ?? null
}

export async function pushSubscription(): Promise<PushSubscription | null> {
  if (!isSupported) return null
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Answers what is in the way, or nothing. Asks for leave first, so it must follow a click. */
export async function startPushes(applicationServerKey: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== 'granted') return 'Your browser does not let Halide notify you.'
  try {
    await navigator.serviceWorker.register('/push-worker.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    const { p256dh = '', auth = '' } = made.toJSON().keys ?? {}
    const outcome = await act(RegisterPushSubscriptionDocument, { input: { endpoint: made.endpoint, p256dh, auth } })
    if (outcome.ok) return null
    await made.unsubscribe()
    return outcome.faults[0]!.message
  } catch {
    return 'Your browser could not reach its push service.'
  }
}

/** Answers what is in the way, or nothing. */
export async function endPushes(): Promise<string | null> {
  const made = await pushSubscription()
  if (!made) return null
  const outcome = await act(RemovePushSubscriptionDocument, { input: { endpoint: made.endpoint } })
  await made.unsubscribe()
  return outcome.ok ? null : outcome.faults[0]!.message
}
