import { readFile, writeFile } from 'node:fs/promises'
import type { KillReport } from './kill.ts'
import type { Outcome } from './score.ts'

export interface Column {
  name: string
  outcomes: readonly Outcome[]
}

/** The suite's table in Markdown: a line a case, a column a server, and why the referee lacks what it lacks. */
export function conformanceTable(s3d: Column, referee: Column | undefined): string {
  const lines = [score(s3d), ...(referee ? [score(referee)] : []), '']
  let group = ''
  for (const [index, outcome] of s3d.outcomes.entries()) {
    const { conformanceCase } = outcome
    if (outcome.group !== group) {
      group = outcome.group
      lines.push(
        '',
        `### ${group}`,
        '',
        `| case | s3d |${referee ? ` ${referee.name} |` : ''}`,
        `| --- | --- |${referee ? ' --- |' : ''}`,
      )
    }
    const other = referee?.outcomes[index]
    const cell = other && (other.failure === undefined ? 'yes' : `no: ${conformanceCase.refereeLacks ?? 'unexpected'}`)
    lines.push(
      `| ${conformanceCase.name} | ${outcome.failure === undefined ? 'yes' : 'no'} |${cell ? ` ${cell} |` : ''}`,
    )
  }
  return lines.join('\n')
}

/** Puts text between `<!-- name -->` and `<!-- /name -->` in a document. Throws when the markers are not there. */
export async function writeBetweenMarkers(path: string | URL, name: string, text: string): Promise<void> {
  const document = await readFile(path, 'utf8')
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [document.indexOf(start), document.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${path} has no ${start} … ${end}`)
  await writeFile(path, `${document.slice(0, from + start.length)}\n${text}\n${document.slice(to)}`)
}

function score({ name, outcomes }: Column): string {
  const held = outcomes.filter(({ failure }) => failure === undefined).length
  return `- **${name}**: ${held} of ${outcomes.length}`
}

/** One line of what came of the kills. */
export function describeKills(report: KillReport): string {
  const { kills, acknowledged, unanswered, keys, present, identical, lost, torn, orphans } = report
  return (
    `${kills} kill -9: ${acknowledged} puts acknowledged (${unanswered} unanswered) to ${keys} keys; ` +
    `present ${present}, bit-identical ${identical}, lost ${lost}, torn ${torn}, orphaned files ${orphans}`
  )
}
