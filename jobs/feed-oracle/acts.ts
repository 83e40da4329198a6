import { redisKeys } from '@halide/schema/redis-keys.ts'
import type { Chance } from './chance.ts'
import type { Town } from './town.ts'

interface KnownPost {
  postId: bigint
  position: bigint
  deleted: boolean
}

/** How often each act happens. */
export const everyAct = {
  publish: 30,
  takePosition: 6,
  publishLate: 6,
  follow: 14,
  unfollow: 9,
  delete: 5,
  restore: 4,
  leave: 1,
  comeBack: 2,
  runJob: 30,
  runJobAndDie: 5,
  drain: 4,
  evict: 8,
  forgetAll: 1,
}
export type Act = keyof typeof everyAct

/**
 * Acts that only take posts out of feeds, and acts that only bring them in: while one kind happens, what a feed shows before and
 * after it has to show at every moment between.
 */
export const losing: readonly Act[] = ['unfollow', 'delete', 'leave']
export const gaining: readonly Act[] = ['follow', 'restore', 'comeBack']

export interface Actors {
  people: readonly bigint[]
  /** Does one thing. */
  do(act: Act): Promise<void>
  publish(position?: bigint): Promise<void>
  /** Positions of posts whose fan-out has not run to its end. */
  pending(): Promise<Set<bigint>>
}

export function createActors(town: Town, chance: Chance, people: readonly bigint[]): Actors {
  const { queue, redis } = town
  const posts: KnownPost[] = []
  const taken: bigint[] = []
  const gone = new Set<bigint>()
  /** Jobs that stay in the queue although they have run. */
  const ran = new Set<bigint>()
  // A few have most of the followers, so that they cross the threshold again and again.
  const someone = () => (chance.oneIn(2) ? chance.pick(people.slice(0, 2)) : chance.pick(people))
  const publish = async (position?: bigint) => {
    posts.push({ ...(await town.publish(someone(), position)), deleted: false })
  }
  const setDeleted = async (deleted: boolean) => {
    const those = posts.filter((post) => post.deleted !== deleted)
    if (those.length === 0) return
    const post = chance.pick(those)
    post.deleted = deleted
    await town.setDeleted(post.postId, deleted)
  }
  const runJob = async (then: 'finish' | 'die') => {
    const waiting = await queue.waiting()
    if (waiting.length === 0) return
    const job = chance.pick(waiting)
    await queue.run(job, then)
    ran.add(job.id)
  }
  const changeFollow = async (how: 'follow' | 'unfollow') => {
    const [follower, followee] = [chance.pick(people), someone()]
    if (follower !== followee) await town[how](follower, followee)
  }

  const acts: Record<Act, () => Promise<void>> = {
    publish,
    takePosition: async () => void taken.push(await town.world.position()),
    publishLate: () => publish(taken.splice(chance.number(taken.length || 1), 1)[0]),
    follow: () => changeFollow('follow'),
    unfollow: () => changeFollow('unfollow'),
    delete: () => setDeleted(true),
    restore: () => setDeleted(false),
    leave: async () => {
      const person = chance.pick(people)
      gone.add(person)
      await town.setGone(person, true)
    },
    comeBack: async () => {
      const [person] = gone
      if (person === undefined) return
      gone.delete(person)
      await town.setGone(person, false)
    },
    runJob: () => runJob('finish'),
    runJobAndDie: () => runJob('die'),
    drain: () => queue.drain(),
    evict: () => {
      const key = chance.pick([redisKeys.feed, redisKeys.followingCelebrities, redisKeys.celebrityPosts])
      return redis.evict(key(key === redisKeys.celebrityPosts ? someone() : chance.pick(people)))
    },
    forgetAll: () => redis.forgetAll(),
  }
  return {
    people,
    do: (act) => acts[act](),
    publish,
    async pending() {
      const under = new Set<unknown>()
      for (const { id, name, payload } of await queue.waiting()) {
        if (name.startsWith('fan_out') && !ran.has(id)) under.add(payload.postId)
      }
      return new Set(posts.filter(({ postId }) => under.has(String(postId))).map(({ position }) => position))
    },
  }
}
