/**
 * Faults of a well-formed request. GraphQL over HTTP answers them with 400, but with 200 in the older `application/json`, where
 * a status other than 200 means that no GraphQL was spoken. Limits are no such faults: their 400 stays.
 */
const faultsOfTheDocument = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/** Whether this refusal is to be sent with 200: its client names `application/json` and not the newer media type. */
export function isAnsweredAsJson(accept: string | undefined, codes: readonly string[]): boolean {
  if (!accept?.includes('application/json') || accept.includes('application/graphql-response+json')) return false
  return codes.length > 0 && codes.every((code) => faultsOfTheDocument.has(code))
}
