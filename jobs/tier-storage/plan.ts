import type { SqlDb } from '@halide/prisma/client.ts'
import { countDue, defaultAges, type TieringAges } from '@halide/storage/tiering/due.ts'
import { gib, listPrices, monthlyOf, type Prices, priced } from '../cost/prices.ts'

/** Objects that move from one class to another. Money is in US dollars, for the copies in both regions. */
export interface PlannedMove {
  from: string
  to: string
  objects: number
  /** Of one copy of each. */
  bytes: number
  monthlyNow: number
  monthlyThen: number
  /** Once, for the move itself. */
  transition: number
  /** Until the move has paid for itself; null when it never does. */
  monthsToPay: number | null
}

export interface TieringPlan {
  moves: PlannedMove[]
  total: Omit<PlannedMove, 'from' | 'to'>
}

/** Only what lies in both regions is moved. */
const copies = 2

/** What `tier_storage` would move now, to the object and the byte, and what that costs and saves. Changes nothing. */
export async function planTiering(
  db: SqlDb,
  { ages = defaultAges, prices = listPrices, now }: { ages?: TieringAges; prices?: Prices; now?: Date } = {},
): Promise<TieringPlan> {
  const moves = (await countDue(db, now, ages)).map(({ from, to, objects, bytes }) => {
    const source = priced(prices, from)
    const target = priced(prices, to)
    const transition = copies * ((objects / 1_000) * target.thousandCopies + (bytes / gib) * source.gibRead)
    const monthly = {
      monthlyNow: copies * monthlyOf(prices, from, objects, bytes),
      monthlyThen: copies * monthlyOf(prices, to, objects, bytes),
    }
    return { from, to, objects, bytes, ...monthly, transition, monthsToPay: monthsToPay(monthly, transition) }
  })
  const sum = (name: 'objects' | 'bytes' | 'monthlyNow' | 'monthlyThen' | 'transition') =>
    moves.reduce((total, move) => total + move[name], 0)
  const monthly = { monthlyNow: sum('monthlyNow'), monthlyThen: sum('monthlyThen') }
  const transition = sum('transition')
  const total = { objects: sum('objects'), bytes: sum('bytes'), ...monthly, transition }
  return { moves, total: { ...total, monthsToPay: monthsToPay(monthly, transition) } }
}

function monthsToPay(
  { monthlyNow, monthlyThen }: Pick<PlannedMove, 'monthlyNow' | 'monthlyThen'>,
  transition: number,
): number | null {
  if (transition === 0) return 0
  return monthlyNow > monthlyThen ? transition / (monthlyNow - monthlyThen) : null
}
