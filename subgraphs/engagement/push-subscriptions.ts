import { createECDH } from 'node:crypto'
import { isPublicAddress, literalAddress, parseEndpoint } from '@halide/schema/push-endpoint.ts'
import { refuse, type UserError, userError, type Viewer } from '@halide/subgraph-kit/index.ts'
import type { EngagementContext } from './context.ts'

export interface NewSubscription {
  endpoint: string
  /** As the browser has them, base64url. */
  p256dh: string
  auth: string
}

/** Browsers of one account; of more the oldest is forgotten. */
const mostSubscriptions = 20

const off = userError('PUSH_UNAVAILABLE', null, 'Pushes are not set up here.')

/** Has the viewer's notifications pushed to a browser; one that was somebody else's before is the viewer's then. Empty where it was done. */
export async function registerPush(
  { db, pushPublicKey }: Pick<EngagementContext, 'db' | 'pushPublicKey'>,
  { userId }: Viewer,
  input: NewSubscription,
): Promise<UserError<'INVALID' | 'PUSH_UNAVAILABLE'>[]> {
  if (pushPublicKey === null) return [off]
  const [p256dh, auth] = [Buffer.from(input.p256dh, 'base64url'), Buffer.from(input.auth, 'base64url')]
  const faults = [
    ...(isEndpoint(input.endpoint) ? [] : [userError('INVALID', 'endpoint', 'This is no public https address.')]),
    ...(isPoint(p256dh) ? [] : [userError('INVALID', 'p256dh', 'This is no public key of P-256.')]),
    ...(auth.length === 16 ? [] : [userError('INVALID', 'auth', 'This is no secret of 16 bytes.')]),
  ]
  if (faults.length > 0) return faults
  const [viewer] = await db.$queryRaw<unknown[]>`
    with viewer as (select id from visible_users(${userId}::bigint) as person where person.id = ${userId}::bigint),
    registered as (
      insert into push_subscriptions as s (user_id, endpoint, p256dh, auth)
      select id, ${input.endpoint}, ${p256dh}::bytea, ${auth}::bytea from viewer
      on conflict (endpoint) do update
        set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, failures = 0, retry_at = null
    ),
    forgotten as (
      delete from push_subscriptions where user_id = ${userId} and endpoint <> ${input.endpoint} and id in (
        select id from push_subscriptions where user_id = ${userId} and endpoint <> ${input.endpoint}
        order by id desc offset ${mostSubscriptions - 1}::int)
    )
    select id from viewer`
  if (!viewer) refuse('UNAUTHENTICATED')
  return []
}

/** Ends it; changes nothing when there is none of the viewer's. */
export async function removePush(
  { db }: Pick<EngagementContext, 'db'>,
  { userId }: Viewer,
  endpoint: string,
): Promise<void> {
  if (!endpoint.includes('\0')) await db.pushSubscription.deleteMany({ where: { userId, endpoint } })
}

/** A name is judged by its addresses when something is sent. */
function isEndpoint(text: string): boolean {
  const url = parseEndpoint(text)
  const literal = url && literalAddress(url)
  return url !== null && (literal === null || isPublicAddress(literal)) && !text.includes('\0')
}

function isPoint(bytes: Buffer): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  const own = createECDH('prime256v1')
  own.generateKeys()
  try {
    own.computeSecret(bytes)
    return true
  } catch {
    return false
  }
}
