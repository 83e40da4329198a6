import type { PlannedMove, TieringPlan } from './plan.ts'

const heads = ['move', 'objects', 'bytes', '$ a month now', 'then', '$ once', 'months to pay']

/** The plan as a Markdown table. */
export function printPlan({ moves, total }: TieringPlan): string {
  const row = (name: string, move: Omit<PlannedMove, 'from' | 'to'>) => [
    name,
    String(move.objects),
    String(move.bytes),
    ...[move.monthlyNow, move.monthlyThen, move.transition].map((money) => money.toFixed(4)),
    move.monthsToPay === null ? 'never' : move.monthsToPay.toFixed(1),
  ]
  const rows = [...moves.map((move) => row(`${move.from} to ${move.to}`, move)), row('all', total)]
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}
