import { readFileSync } from 'node:fs'
import { type Random, seededRandom } from '@halide/local/demo-photos/random.ts'

/** Friendships between people 0 … people - 1: each follows the other. */
export interface SocialGraph {
  name: string
  people: number
  friendships: (readonly [number, number])[]
}

/** From a file of lines "a b", as the Network Repository has them. */
export function readGraph(file: string): SocialGraph {
  const friendships = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, a, b] = /^(\d+)\s+(\d+)/.exec(line) ?? []
      return a && b ? [[Number(a), Number(b)] as const] : []
    })
  const people = 1 + friendships.reduce((most, pair) => Math.max(most, ...pair), 0)
  return { name: file.split('/').at(-1)!, people, friendships }
}

/**
 * As large as socfb-Reed98 (962 people, 18,812 friendships) and with a tail like its, where the first has 313 friends; or a smaller one.
 * The n-th person is chosen with a weight that falls with the cube root of n.
 */
export function makeGraph(people = 962, friends = 18_812, random: Random = seededRandom(98)): SocialGraph {
  const found = new Map<number, readonly [number, number]>()
  const one = () => Math.floor(people * random() ** 1.5)
  while (found.size < friends) {
    const [a, b] = [one(), one()]
    if (a !== b) found.set(Math.min(a, b) * people + Math.max(a, b), [a, b])
  }
  return { name: `a made graph of ${people} people`, people, friendships: [...found.values()] }
}
