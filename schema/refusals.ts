/** Every code with which a request is refused (`errors[].extensions.code`): the closed table that clients may rely on. */
export const refusals = {
  UNAUTHENTICATED: 'Sign in first.',
  TOKEN_EXPIRED: 'The access token has expired. Refresh the session.',
  FORBIDDEN: 'You may not do this.',
  NOT_FOUND: 'There is no such thing, or you may not see it.',
  BAD_USER_INPUT: 'The input is not valid.',
  RATE_LIMITED: 'Too many requests. Try again later.',
  OVERLOADED: 'Halide is busy. Try again in a moment.',
  QUERY_TOO_COMPLEX: 'The query asks for too much at once.',
  OPERATION_NOT_REGISTERED: 'Only registered operations are served here.',
  SERVICE_UNAVAILABLE: 'A part of Halide does not answer. Try again in a moment.',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side.',
} as const

export type RefusalCode = keyof typeof refusals
