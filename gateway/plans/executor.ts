import type { ApolloGateway } from '@apollo/gateway'
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache'
import { traced } from '@halide/telemetry/traces.ts'
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { SubgraphSource } from '../subgraph-source.ts'
import { compilePlan, type PlanRun } from './compile-plan.ts'
import type { QueryPlan } from './plan.ts'
import { compileShape, type Shape } from './shape-answer.ts'
import { createTypeTest, type TypeTest } from './type-test.ts'

export type Executor = ApolloGateway['executor']
type Request = Parameters<Executor>[0]
type Result = Awaited<ReturnType<Executor>>

/** Of all plans together, in characters; a common one has some thousands. */
const mostKept = 30 * 1024 * 1024

export interface PlanExecutorOptions {
  /** Answers by planning each operation anew: what is left to it here is planning, and introspection. */
  apollo: Executor
  /** The plan that `apollo` has made in answering this request. */
  planOf(request: Request): QueryPlan | undefined
  supergraphSdl: string
  sourceOf(service: string): Pick<SubgraphSource, 'ask'>
  /** Told whether an operation had been prepared before. */
  lookedUp(found: boolean): void
}

interface Prepared {
  /** Characters of its plan, in which fragments are written out wherever they are spread: far more, maybe, than those of the document. */
  size: number
  operation: OperationDefinitionNode
  run(run: PlanRun): Promise<void>
  shapeFor(variables: Readonly<Record<string, unknown>>): Shape
}

/**
 * Executes query plans as `@apollo/gateway` does, but prepares each operation once: its plan becomes functions, and so does the making of the
 * answer from what subgraphs told. Apollo's executor reads the operation anew for every request and asks the schema of every value, which
 * takes more time than all else the gateway does. The least used of what is prepared is forgotten.
 */
export function createPlanExecutor({
  apollo,
  planOf,
  supergraphSdl,
  sourceOf,
  lookedUp,
}: PlanExecutorOptions): Executor {
  const isOf = createTypeTest(buildSchema(supergraphSdl, { assumeValid: true }))
  const known = new InMemoryLRUCache<Prepared>({ maxSize: mostKept, sizeCalculation: ({ size }) => size })

  return async (request) => {
    const { planOnly } = contextOf(request)
    const key = `${request.queryHash} ${request.operationName}`
    let prepared = await known.get(key)
    lookedUp(prepared !== undefined)
    if (!prepared) {
      if (isForApollo(request.document)) return apollo(request)
      const planned = await plan(request)
      if ('errors' in planned) return planned
      prepared = prepare(request, planned, isOf)
      await known.set(key, prepared)
    }
    return planOnly ? { data: {} } : execute(prepared, request)
  }

  /** Asks no subgraph. */
  async function plan(request: Request): Promise<QueryPlan | { errors: NonNullable<Result['errors']> }> {
    const asked = { ...request, context: { ...request.context, planOnly: true } }
    const { errors } = await apollo(asked)
    return planOf(asked) ?? { errors: errors ?? [new GraphQLError('The operation cannot be planned.')] }
  }

  async function execute(prepared: Prepared, request: Request): Promise<Result> {
    const given = request.request.variables ?? {}
    const { errors: misfits, coerced } = getVariableValues(
      request.schema,
      prepared.operation.variableDefinitions ?? [],
      given,
    )
    if (misfits) return { errors: misfits }
    const run: PlanRun = {
      given,
      variables: coerced,
      told: {},
      errors: [],
      ask: ({ serviceName, operation, operationName }, variables) =>
        traced(`fetch ${serviceName}`, {}, () =>
          sourceOf(serviceName).ask(
            { query: operation, variables, ...(operationName && { operationName }) },
            contextOf(request),
          ),
        ),
    }
    try {
      await prepared.run(run)
      const errors = run.errors as GraphQLError[]
      const { data, faults } = prepared.shapeFor(coerced)(run.told)
      if (errors.length > 0) return { data, errors }
      return faults.length > 0 ? { data, extensions: { valueCompletion: faults } } : { data }
    } catch (error) {
      // A subgraph told what is no answer to what it was asked.
      return { errors: [new GraphQLError(`${error}`, { originalError: error as Error })] }
    }
  }
}

function contextOf({ context }: Request): GatewayContext {
  return context as GatewayContext
}

function prepare({ document, operationName, schema }: Request, plan: QueryPlan, isOf: TypeTest): Prepared {
  const operation = getOperationAST(document, operationName)!
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  const conditions = conditionsIn(document)
  const shapes = new Map<string, Shape>()
  const shapeFor: Prepared['shapeFor'] = (variables) => {
    const key = conditions.map((name) => variables[name]).join()
    const shape = shapes.get(key) ?? compileShape({ schema, operation, fragments, variables })
    if (shapes.size < mostShapes) shapes.set(key, shape)
    return shape
  }
  shapeFor({})
  return { size: JSON.stringify(plan).length, operation, run: compilePlan(plan, isOf), shapeFor }
}

/** Kept of one operation: with many conditions there are too many ways to answer it. */
const mostShapes = 16

/** The variables that fields are skipped or included by. */
function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      const condition = given[0]?.value
      if (condition?.kind === Kind.VARIABLE && (name.value === 'skip' || name.value === 'include'))
        names.add(condition.name.value)
    },
  })
  return [...names]
}

/** Whether it asks for the schema, or by names that every object has by nature. */
function isForApollo(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field({ name, alias }) {
      found ||= name.value === '__schema' || name.value === '__type' || (alias?.value ?? name.value) in {}
    },
  })
  return found
}
