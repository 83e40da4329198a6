/** The database cannot be reached, or was lost under a statement: of a write nobody knows whether it was done. GraphQL answers what `extensions` says. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable'
  readonly extensions = { code: 'SERVICE_UNAVAILABLE' }

  constructor(cause: unknown) {
    super('The database does not answer. Try again in a moment.', { cause })
  }
}

/** Whether a server that is ending, starting or gone is behind an error of `pg`. */
export function isServerGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { code?: string }
  // Class 08: connection exceptions; 57P01 to 57P03: the server shuts down, crashed, or starts up.
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|08...|57P0[123])$/.test(code)) return true
  return (
    code === '' && /^(Connection terminated|Client (has encountered a connection error|was closed))/.test(error.message)
  )
}
