import { GraphQLError, type GraphQLFormattedError } from 'graphql'

type Path = readonly (string | number)[]

/** A subgraph's error, at its place in the whole answer. */
export function toldError(error: GraphQLFormattedError, serviceName: string, path: Path | undefined): GraphQLError {
  return new GraphQLError(error.message || `${serviceName} failed`, {
    originalError: error as Error & GraphQLFormattedError,
    path,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions, serviceName },
  })
}

/** The places of the entities at the end of a plan's path, in the order in which they are asked for. */
export function hydratedPaths(told: unknown, path: Path): Path[] {
  const [step, ...rest] = path
  if (told === null || told === undefined) return []
  if (step === undefined) return [[]]
  const under = (key: string | number, value: unknown, next: Path) =>
    hydratedPaths(value, next).map((found) => [key, ...found])
  if (step === '@') return (told as unknown[]).flatMap((item, index) => under(index, item, rest))
  if (Array.isArray(told)) return told.flatMap((item, index) => under(index, item, path))
  return under(step, (told as Record<string, unknown>)[step], rest)
}
