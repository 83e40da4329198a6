export interface Outcome {
  field: string
  act: string
  sees: boolean
}

/** In Markdown: a row for each field, a column for each act; empty where a field was not asked for. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const acts = [...new Set(outcomes.map(({ act }) => act))]
  const fields = [...new Set(outcomes.map(({ field }) => field))]
  const cell = (field: string, act: string) => {
    const outcome = outcomes.find((each) => each.field === field && each.act === act)
    return outcome ? (outcome.sees ? 'shown' : 'hidden') : ''
  }
  const rows = fields.map((field) => [field, ...acts.map((act) => cell(field, act))])
  return [['field', ...acts], ['---', ...acts.map(() => '---')], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
