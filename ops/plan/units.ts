const scales: Record<string, number> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9 }

/** `500M` or `50M/day`: a number of something, or of something a day. Null for what is neither. */
export function countOf(text: string): number | null {
  const [, digits, scale = ''] = /^(\d+(?:\.\d+)?)([kmbg]?)(?:\/day)?$/i.exec(text.trim()) ?? []
  const count = Number(digits) * scales[scale.toLowerCase()]!
  return Number.isFinite(count) && count > 0 ? count : null
}

const steps = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB']

/** Decimal, as capacity is planned: 1 KB is 1,000 bytes. */
export function bytesText(bytes: number): string {
  let [value, step] = [bytes, 0]
  for (; value >= 1_000 && step < steps.length - 1; step += 1) value /= 1_000
  return `${numberText(value)} ${steps[step]}`
}

/** Whole from a hundred up, else three digits that say something. */
export function numberText(value: number): string {
  const digits = value >= 1_000 || Number.isInteger(value) ? 0 : value >= 1 ? 2 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

export const moneyText = (dollars: number) => `$${numberText(Math.round(dollars))}`
