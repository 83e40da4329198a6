import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Random decisions that a seed repeats. */
export interface Chance {
  /** From 0 up to, not including, `below`. */
  number(below: number): number
  oneIn(times: number): boolean
  /** One of these; there must be one. */
  pick<T>(things: readonly T[]): T
  /** One of the names, as often as its weight says. */
  weighted<Name extends string>(weights: Record<Name, number>): Name
}

export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed)
  const number = (below: number) => uniformInt(generator, 0, below - 1)
  const pick = <T>(things: readonly T[]) => things[number(things.length)]!
  return {
    number,
    oneIn: (times) => number(times) === 0,
    pick,
    weighted: (weights) => {
      const names = Object.keys(weights) as (keyof typeof weights)[]
      return pick(names.flatMap((name) => Array<typeof name>(weights[name]).fill(name)))
    },
  }
}
