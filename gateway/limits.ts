import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { type ASTVisitor, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql'
import { refusal } from './refuse.ts'
import type { QueryLimits } from './settings.ts'

/** Validation rules that refuse a document beyond its limits with QUERY_TOO_COMPLEX. Tokens are counted by the parser. */
export function limitRules(limits: QueryLimits): ValidationRule[] {
  return [
    maxDepthRule({ n: limits.depth, flattenFragments: true, ...refusing(`more than ${limits.depth} levels`) }),
    maxAliasesRule({ n: limits.aliases, ...refusing(`more than ${limits.aliases} aliases`) }),
    maxDirectivesRule({ n: limits.directives, ...refusing(`more than ${limits.directives} directives`) }),
    maxRootFieldsRule(limits.rootFields),
  ] as ValidationRule[]
}

/**
 * What to tell a client of a document that graphql-js itself gave up on; null when it did not. Its parser counts tokens,
 * and its comparison of fields with one name has a budget; neither leaves any mark but the message.
 */
export function gaveUpOn(message: string, limits: QueryLimits): string | null {
  if (message.startsWith('Syntax Error: Document contains more that '))
    return tooComplex(`more than ${limits.tokens} tokens`)
  return message === 'Validation aborted.' ? tooComplex('too many fields to compare') : null
}

/** The rules would throw, which validation cannot tell from a fault of its own: they report instead. */
function refusing(what: string) {
  const report = (context: ValidationContext | null) => context?.reportError(refuseDocument(what))
  return { propagateOnRejection: false, onReject: [report] }
}

function maxRootFieldsRule(limit: number): ValidationRule {
  return (context): ASTVisitor => ({
    OperationDefinition(operation) {
      if (countFields(context, operation.selectionSet, new Set()) > limit)
        context.reportError(refuseDocument(`more than ${limit} top-level fields`))
    },
  })
}

/** Fields of one level, with those of fragments; a fragment spread twice on one level merges with itself. */
function countFields(context: ValidationContext, { selections }: SelectionSetNode, seen: Set<string>): number {
  let fields = 0
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) fields += 1
    else if (selection.kind === Kind.INLINE_FRAGMENT) fields += countFields(context, selection.selectionSet, seen)
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value)
      const fragment = context.getFragment(selection.name.value)
      if (fragment) fields += countFields(context, fragment.selectionSet, seen)
    }
  }
  return fields
}

function refuseDocument(what: string) {
  return refusal('QUERY_TOO_COMPLEX', { message: tooComplex(what), status: 400 })
}

function tooComplex(what: string): string {
  return `The query asks for too much at once: ${what}.`
}
