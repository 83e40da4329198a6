import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'
import { SessionRefused } from './session.ts'

/** What went wrong, in words for whoever looks at the page. */
export interface Explanation {
  title: string
  advice: string
}

const byCode: Record<string, Explanation> = {
  RATE_LIMITED: { title: 'That was a lot at once', advice: 'Wait a moment, then try again.' },
  OVERLOADED: { title: 'Halide is very busy', advice: 'Wait a moment, then try again.' },
  OPERATION_NOT_REGISTERED: { title: 'This page is out of date', advice: 'Load it anew.' },
  UNAUTHENTICATED: { title: 'You are signed out', advice: 'Sign in to see this.' },
  SERVICE_UNAVAILABLE: { title: 'A part of Halide does not answer', advice: 'It usually returns within seconds.' },
}

export function explain(error: unknown): Explanation {
  if (!navigator.onLine) return { title: 'You are offline', advice: 'Connect to the internet, then try again.' }
  const known = byCode[codeOf(error) ?? '']
  if (known) return known
  if (CombinedGraphQLErrors.is(error))
    return { title: 'Something went wrong on our side', advice: 'Try again in a moment.' }
  return { title: 'Halide cannot be reached', advice: 'Check your connection, then try again.' }
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof SessionRefused) return error.code
  if (CombinedGraphQLErrors.is(error)) return error.errors[0]?.extensions?.code as string | undefined
  if (ServerError.is(error)) return refusalIn(error.bodyText)
  return undefined
}

/** Refusals come with a status of their own and a GraphQL body. */
function refusalIn(body: string): string | undefined {
  try {
    return JSON.parse(body).errors?.[0]?.extensions?.code
  } catch {
    return undefined
  }
}
