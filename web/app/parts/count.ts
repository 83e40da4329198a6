const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** "1 like", "12.3K likes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${compact.format(count)} ${count === 1 ? one : many}`
}

export const short = (count: number) => compact.format(count)
