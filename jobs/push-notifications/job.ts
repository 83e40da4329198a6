import { createHash } from 'node:crypto'
import { type Db, sql } from '@halide/prisma/client.ts'
import { databaseTime } from '@halide/prisma/database-time.ts'
import { z } from 'zod'
import { countPlanned } from '../count-planned.ts'
import { defineJob } from '../kit.ts'
import { createSender, type Delivery, type PushSender } from './send.ts'

/** Notifications of one batch. */
export const batchSize = 200
/** Seconds after which another run takes what a dead one had taken. Longer than a batch lasts at worst. */
const takenForSeconds = 300
/** An endpoint that fails is left alone for 1, 2, 4 … minutes, up to a day. */
const longestBackOffSeconds = 86_400
/** A run ends in time; the next one comes within a minute. */
const runForMs = 100_000

/**
 * Pushes notifications to browsers once they have become unread, all that are alike once until they are read. A push names nobody: it says what
 * there is, and the app asks for the rest as its person, who sees what may be seen then. A run that is killed has its batch pushed
 * again, which replaces what it had sent under the same topic. Run by the clock; does nothing where pushes are not set up.
 */
export const pushNotifications = defineJob({
  name: 'push_notifications',
  what: 'Unread notifications to browsers, 200 at once.',
  payload: z.object({}),
  key: () => 'all',
  lane: 'backfill',
  retry: { attempts: 3 },
  resumes: true,
  plan: (_, { db }) => countPlanned(db, 'notifications', sql`select from notifications where push_at <= now()`),
  run: async (_, { db, push, signal, log, progress }) => {
    if (!push) return
    let done = 0
    const until = performance.now() + runForMs
    const sender = createSender(push, await databaseTime(db))
    try {
      for (;;) {
        signal.throwIfAborted()
        const taken = await take(db)
        if (taken.length === 0) return
        const deliveries = await deliver(sender, await findTargets(db, taken), push.concurrency)
        await settle(db, taken, deliveries)
        done += taken.length
        progress?.(done)
        log.info({ notifications: taken.length, pushes: deliveries.length }, 'notifications pushed')
        if (performance.now() > until) return
      }
    } finally {
      sender.close()
    }
  },
})

interface Taken {
  userId: bigint
  id: bigint
  /** Until when nobody else takes it. */
  pushAt: Date
}

function take(db: Db): Promise<Taken[]> {
  return db.$queryRaw`
    with due as (
      select user_id, id from notifications where push_at <= now() order by push_at limit ${batchSize}::int for update skip locked)
    update notifications as n set push_at = now() + ${takenForSeconds}::int * interval '1 second'
    from due where n.user_id = due.user_id and n.id = due.id returning n.user_id as "userId", n.id, n.push_at as "pushAt"`
}

interface Target {
  subscriptionId: bigint
  endpoint: string
  p256dh: Uint8Array
  auth: Uint8Array
  userId: bigint
  id: bigint
  kind: string
  subjectId: bigint
}

/** Where to push what is still unread, on posts that may still be seen, to accounts that are there. */
function findTargets(db: Db, taken: readonly Taken[]): Promise<Target[]> {
  return db.$queryRaw`
    select s.id as "subscriptionId", endpoint, p256dh, auth, n.user_id as "userId", n.id, n.kind::text, n.subject_id as "subjectId"
    from unnest(${taken.map(({ userId }) => userId)}::bigint[], ${taken.map(({ id }) => id)}::bigint[]) as taken (user_id, id)
    join notifications n on n.user_id = taken.user_id and n.id = taken.id
    join push_subscriptions s on s.user_id = n.user_id and (retry_at is null or retry_at <= now())
    where n.id > coalesce((select read_up_to from notification_marks m where m.user_id = n.user_id), 0)
      and exists (select from visible_users(n.user_id) person where person.id = n.user_id)
      and (n.post_id is null or exists (select from visible_posts(n.user_id) posts where posts.id = n.post_id))`
}

type Delivered = { subscriptionId: bigint; delivery: Delivery }

async function deliver(sender: PushSender, targets: readonly Target[], atOnce: number): Promise<Delivered[]> {
  const deliveries: Delivered[] = []
  const waiting = targets.values()
  const sendNext = async () => {
    for (const { subscriptionId, kind, id, userId, subjectId, ...where } of waiting) {
      const topic = createHash('sha256').update(`${userId} ${kind} ${subjectId}`).digest('base64url').slice(0, 32)
      const message = JSON.stringify({ kind, notificationId: `notification_${id.toString(36)}` })
      deliveries.push({ subscriptionId, delivery: await sender.send({ ...where, message, topic }) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sendNext))
  return deliveries
}

async function settle(db: Db, taken: readonly Taken[], deliveries: readonly Delivered[]): Promise<void> {
  const which = (test: (delivery: Delivery) => boolean) =>
    deliveries.filter(({ delivery }) => test(delivery)).map(({ subscriptionId }) => subscriptionId)
  const failed = deliveries.flatMap(({ subscriptionId, delivery }) =>
    typeof delivery === 'string' ? [] : [{ id: subscriptionId, seconds: delivery.retryAfterMs / 1_000 }],
  )
  await db.$transaction(async (tx) => {
    await tx.pushSubscription.deleteMany({ where: { id: { in: which((delivery) => delivery === 'GONE') } } })
    const sent = which((delivery) => delivery === 'SENT')
    await tx.pushSubscription.updateMany({ where: { id: { in: sent } }, data: { failures: 0, retryAt: null } })
    await tx.$executeRaw`
      update push_subscriptions as s set failures = least(failures + 1, 20), retry_at = now() + interval '1 second' * least(
        ${longestBackOffSeconds}::int, greatest(60 * power(2, least(failures, 20)), seconds))
      from (select id, max(seconds) as seconds from unnest(
        ${failed.map(({ id }) => id)}::bigint[], ${failed.map(({ seconds }) => seconds)}::float8[]) as each (id, seconds) group by id) as failed
      where s.id = failed.id`
    await tx.$executeRaw`
      update notifications as n set push_at = null
      from unnest(${taken.map(({ userId }) => userId)}::bigint[], ${taken.map(({ id }) => id)}::bigint[],
        ${taken.map(({ pushAt }) => pushAt)}::timestamptz[]) as taken (user_id, id, push_at)
      where n.user_id = taken.user_id and n.id = taken.id and n.push_at = taken.push_at`
  })
}
