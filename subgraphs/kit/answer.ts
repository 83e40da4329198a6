import type { Passport } from '@halide/schema/passport.ts'
import type { Logger } from '@halide/telemetry/log.ts'
import { nameSpan } from '@halide/telemetry/traces.ts'
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import type { BoundSubgraph } from './define.ts'
import type { SubgraphMetrics } from './metrics.ts'
import { askOf, codeOf, isUnexpected } from './observe.ts'
import { viewerOf } from './viewer.ts'

/** What the gateway asks. */
export interface Call {
  query: string
  variables?: Record<string, unknown> | null | undefined
  operationName?: string | null | undefined
}

/** For whom, and within which request. */
export type Asker = Pick<Passport, 'requestId' | 'viewer' | 'caller'>

export interface Answer {
  /** Absent when the call was refused before anything was resolved. */
  data?: Record<string, unknown> | null
  errors?: readonly GraphQLFormattedError[]
}

/** Answers the gateway, whichever way its calls come. Throws nothing that a caller could have caused. */
export type Answering = (call: Call, asker: Asker) => Promise<Answer>

/** Documents that are kept parsed and validated: the plans of the gateway repeat, a text of any other is not kept for long. */
const keptDocuments = 2_000

export interface AnsweringParts {
  metrics: SubgraphMetrics
  log: Logger
}

/** Measures every call, and logs each unexpected error once with its stack: no later reader has one. */
export function createAnswering(
  { name, schema, contextOf }: BoundSubgraph,
  { metrics, log }: AnsweringParts,
): Answering {
  const documents = new LRUCache<string, DocumentNode>({ max: keptDocuments })

  function documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    const known = documents.get(query)
    if (known) return known
    const read = readDocument(schema, query)
    if ('kind' in read) documents.set(query, read)
    return read
  }

  return async ({ query, variables, operationName }, { requestId, viewer, caller }) => {
    const start = performance.now()
    const requestLog = log.child({ requestId })
    const refused = (errors: readonly GraphQLError[]): Answer => ({ errors: tell(errors) })
    const tell = (errors: readonly GraphQLError[]) => {
      for (const error of errors) {
        metrics.failed(name, codeOf(error))
        if (isUnexpected(error)) requestLog.error({ err: error.originalError, path: error.path }, 'field failed')
      }
      return errors.map(formatted)
    }
    const document = documentOf(query)
    if (!('kind' in document)) return refused(document)
    const operation = getOperationAST(document, operationName)
    if (!operation) return refused([coded(new GraphQLError('No such operation'), 'OPERATION_RESOLUTION_FAILURE')])
    // Not by graphql-jit (0.8.9): it puts the null of an item that failed at the end of its list, and `_entities` is read by place.
    const { data, errors } = await execute({
      schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
      contextValue: contextOf({
        viewer: viewerOf({ viewer }),
        caller,
        requestId,
        log: requestLog,
      }),
    })
    const answer: Answer = {
      ...(data !== undefined && { data }),
      ...(errors && { errors: tell(errors.map(withCodeOfInput)) }),
    }
    const ask = askOf(operation)
    nameSpan(ask)
    metrics.answered(name, ask, (performance.now() - start) / 1_000)
    return answer
  }
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return [coded(error, 'GRAPHQL_PARSE_FAILED')]
  }
  const errors = validate(schema, document)
  return errors.length > 0 ? errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) : document
}

/** Variables that do not fit are found before anything is resolved, and named by their definition. */
function withCodeOfInput(error: GraphQLError): GraphQLError {
  const isOfInput = error.path === undefined && error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION
  return isOfInput && error.extensions.code === undefined ? coded(error, 'BAD_USER_INPUT') : error
}

function coded(error: GraphQLError, code: string): GraphQLError {
  const { nodes, source, positions, path, originalError } = error
  return new GraphQLError(error.message, {
    nodes: nodes ?? null,
    source,
    positions,
    path,
    originalError,
    extensions: { code },
  })
}

/** Unknown causes keep their message, which the gateway masks; what a stack tells belongs into this process's log only. */
function formatted(error: GraphQLError): GraphQLFormattedError {
  const { message, locations, path, extensions } = error.toJSON()
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { ...extensions, code: extensions?.code ?? 'INTERNAL_SERVER_ERROR' },
  }
}
