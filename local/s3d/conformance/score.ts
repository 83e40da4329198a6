import type { CaseGroup, ConformanceCase, Target } from './case.ts'
import { runCase } from './world.ts'

export interface Outcome {
  group: string
  conformanceCase: ConformanceCase
  /** Undefined when the case held. */
  failure: string | undefined
}

/** Longest a case may take before it counts as failed. */
const CASE_TIMEOUT_MS = 60_000

/** Runs every case against a server, one after another, telling each outcome as it comes. */
export async function scoreTarget(
  target: Target,
  groups: readonly CaseGroup[],
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { title: group, cases } of groups) {
    for (const conformanceCase of cases) {
      const outcome = { group, conformanceCase, failure: await failureOf(target, conformanceCase) }
      outcomes.push(outcome)
      tell(outcome)
    }
  }
  return outcomes
}

async function failureOf(target: Target, conformanceCase: ConformanceCase): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, CASE_TIMEOUT_MS, `not done after ${CASE_TIMEOUT_MS} ms`)
  })
  const ran = runCase(target, conformanceCase).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  )
  const failure = await Promise.race([ran, late])
  clearTimeout(timer)
  return failure
}
