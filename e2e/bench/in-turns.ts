import { medianOf } from './quantile.ts'

/**
 * What each measures, the median over the rounds. They take turns, so that none has the quieter machine; round 0 warms up and does not count.
 */
export async function inTurns<Name extends string>(
  rounds: number,
  measures: Record<Name, (round: number) => Promise<number>>,
): Promise<Record<Name, number>> {
  const all = Object.entries(measures) as [Name, (round: number) => Promise<number>][]
  const seen = all.map(() => [] as number[])
  for (let round = 0; round <= rounds; round++)
    for (const [at, [, measure]] of all.entries()) {
      const value = await measure(round)
      if (round > 0) seen[at]!.push(value)
    }
  return Object.fromEntries(all.map(([name], at) => [name, medianOf(seen[at]!)])) as Record<Name, number>
}
