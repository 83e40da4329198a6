import { isObject } from './merge.ts'
import type { Rewrite } from './plan.ts'
import type { TypeTest } from './type-test.ts'

type Change = (found: Record<string, unknown>) => void

const onType = '... on '

/** The planner's rewrites of what is told to a subgraph, or by one, as one function that changes it in place. */
export function compileRewrites(rewrites: readonly Rewrite[] = [], isOf: TypeTest): (value: unknown) => void {
  const changes = rewrites.map((rewrite) => compileRewrite(rewrite, isOf))
  return (value) => {
    for (const change of changes) changeEach(value, change)
  }
}

/** A path is names of fields and `... on Type`; lists on it are gone through. */
function compileRewrite(rewrite: Rewrite, isOf: TypeTest): Change {
  const field = rewrite.path.at(-1)
  if (field === undefined) return () => {}
  return rewrite.path.slice(0, -1).reduceRight<Change>(
    (next, step) => {
      if (!step.startsWith(onType)) return (found) => changeEach(found[step], next)
      const isWanted = isOf(step.slice(onType.length))
      return (found) => {
        if (!found.__typename || isWanted(found.__typename)) next(found)
      }
    },
    changeOf(rewrite, field),
  )
}

function changeOf(rewrite: Rewrite, field: string): Change {
  return (found) => {
    if (rewrite.kind === 'ValueSetter') found[field] = rewrite.setValueTo
    else if (found[field]) {
      found[rewrite.renameKeyTo] = found[field]
      found[field] = undefined
    }
  }
}

function changeEach(value: unknown, change: Change): void {
  if (Array.isArray(value)) for (const item of value) changeEach(item, change)
  else if (isObject(value)) change(value)
}
