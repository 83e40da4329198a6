import type { SubgraphAnswer } from '../subgraph-outage.ts'
import { hydratedPaths, toldError } from './fetch-error.ts'
import { mergeInto } from './merge.ts'
import type { FetchNode, PlanNode, QueryPlan, Requirement } from './plan.ts'
import { compileRewrites } from './rewrite.ts'
import type { Told } from './shape-answer.ts'
import type { TypeTest } from './type-test.ts'

/** One execution of a plan. */
export interface PlanRun {
  /** As the client gave them. */
  given: Readonly<Record<string, unknown>>
  /** With defaults. */
  variables: Readonly<Record<string, unknown>>
  /** Filled by the plan. */
  told: Told
  errors: unknown[]
  ask(fetch: FetchNode, variables: Record<string, unknown>): Promise<SubgraphAnswer>
}

/** Where in what was told a part of the plan works. */
interface Cursor {
  path: readonly (string | number)[]
  at: unknown
}

type Step = (run: PlanRun, cursor: Cursor) => Promise<void>

/** A plan as functions that are made once. Throws for what Apollo's planner makes for nobody here: subscriptions and `@defer`. */
export function compilePlan({ node }: QueryPlan, isOf: TypeTest): (run: PlanRun) => Promise<void> {
  if (node?.kind === 'Subscription') throw new Error('subscriptions are not planned')
  if (!node) return async () => {}
  const step = compileNode(node, isOf)
  return (run) => step(run, { path: [], at: run.told })
}

function compileNode(node: PlanNode, isOf: TypeTest): Step {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, isOf)
    case 'Sequence': {
      const steps = node.nodes.map((each) => compileNode(each, isOf))
      return async (run, cursor) => {
        for (const step of steps) await step(run, cursor)
      }
    }
    case 'Parallel': {
      const steps = node.nodes.map((each) => compileNode(each, isOf))
      return async (run, cursor) => {
        await Promise.all(steps.map((step) => step(run, cursor)))
      }
    }
    case 'Flatten': {
      const step = compileNode(node.node, isOf)
      return async (run, cursor) => {
        const at = valuesAt(cursor.at, node.path, 0)
        if (at) await step(run, { path: [...cursor.path, ...node.path], at })
      }
    }
    case 'Condition': {
      const [met, unmet] = [node.ifClause, node.elseClause].map((clause) => clause && compileNode(clause, isOf))
      return async (run, cursor) => {
        await (run.variables[node.condition] ? met : unmet)?.(run, cursor)
      }
    }
    default:
      throw new Error(`${node.kind} is not planned`)
  }
}

/** What lies at the end of a path, of every item of the lists on it. */
function valuesAt(value: unknown, path: readonly (string | number)[], from: number): unknown {
  const step = path[from]
  if (step === undefined || value === undefined || value === null) return value
  if (step === '@') return (value as unknown[]).flatMap((item) => valuesAt(item, path, from + 1))
  return valuesAt((value as Told)[step], path, from + 1)
}

function compileFetch(node: FetchNode, isOf: TypeTest): Step {
  const work = node.requires ? fetchEntities(node, node.requires, isOf) : fetchFields(node, isOf)
  return async (run, cursor) => {
    await work(run, cursor).catch((error: unknown) => run.errors.push(error))
  }
}

function fetchFields(node: FetchNode, isOf: TypeTest): Step {
  const rewrite = compileRewrites(node.outputRewrites, isOf)
  return async (run, cursor) => {
    const { data, errors } = await run.ask(node, variablesFor(node, run))
    for (const error of errors ?? [])
      run.errors.push(toldError(error, node.serviceName, error.path && [...cursor.path, ...error.path]))
    if (!data) return
    rewrite(data)
    for (const entity of [cursor.at].flat()) if (entity) mergeInto(entity as Told, data)
  }
}

/** Of entities that are known in part, tells a subgraph what it needs to know them, all in one call, and each of them once. */
function fetchEntities(node: FetchNode, requires: readonly Requirement[], isOf: TypeTest): Step {
  const represent = compileRequirements(requires, isOf)
  const rewriteInput = compileRewrites(node.inputRewrites, isOf)
  const rewriteOutput = compileRewrites(node.outputRewrites, isOf)
  return async (run, cursor) => {
    const found = ([cursor.at].flat() as (Told | null | undefined)[]).filter(isPresent)
    const asked = new Map<string, { representation: Told; places: number[] }>()
    for (const [place, entity] of found.entries()) {
      const representation = represent(entity)
      if (!representation?.__typename) continue
      rewriteInput(representation)
      const key = JSON.stringify(representation)
      const same = asked.get(key)
      if (same) same.places.push(place)
      else asked.set(key, { representation, places: [place] })
    }
    if (asked.size === 0) return
    const entities = [...asked.values()]
    const representations = entities.map(({ representation }) => representation)
    const { data, errors } = await run.ask(node, { ...variablesFor(node, run), representations })
    if (errors?.length) {
      const paths = hydratedPaths(run.told, cursor.path)
      for (const error of errors) {
        const [, index, ...rest] = error.path ?? []
        const places = (typeof index === 'number' && entities[index]?.places) || []
        for (const place of places)
          run.errors.push(toldError(error, node.serviceName, [...(paths[place] ?? []), ...rest]))
        if (places.length === 0) run.errors.push(toldError(error, node.serviceName, undefined))
      }
    }
    if (!data) return
    const told = data._entities
    if (!Array.isArray(told) || told.length !== entities.length)
      throw new Error(`${node.serviceName} was asked for ${entities.length} entities and told others`)
    for (const [index, { representation, places }] of entities.entries()) {
      const more = told[index] as Told | null
      if (!more) continue
      more.__typename ??= representation.__typename
      rewriteOutput(more)
      for (const place of places) mergeInto(found[place]!, more)
    }
  }
}

function isPresent(entity: Told | null | undefined): entity is Told {
  return entity !== null && entity !== undefined
}

function variablesFor({ variableUsages = [] }: FetchNode, { given }: PlanRun): Record<string, unknown> {
  const used = variableUsages.filter((name) => given[name] !== undefined)
  return Object.fromEntries(used.map((name) => [name, given[name]]))
}

/** Takes of an entity what another subgraph knows it by; null where that is not all there. */
function compileRequirements(
  requirements: readonly Requirement[],
  isOf: TypeTest,
): (entity: Told | null) => Told | null {
  const takes = requirements.map((requirement) => compileRequirement(requirement, isOf))
  return (entity) => {
    if (entity === null) return null
    const taken: Told = {}
    return takes.every((take) => take(entity, taken)) ? taken : null
  }
}

/** Answers whether what is required was there. */
function compileRequirement(requirement: Requirement, isOf: TypeTest): (from: Told, to: Told) => boolean {
  const inner = requirement.selections && compileRequirements(requirement.selections, isOf)
  if (requirement.kind === 'InlineFragment') {
    const isWanted = requirement.typeCondition === undefined ? undefined : isOf(requirement.typeCondition)
    return (from, to) => {
      const taken = isWanted?.(from.__typename) ? inner?.(from) : null
      if (taken) mergeInto(to, taken)
      return true
    }
  }
  const key = requirement.alias ?? requirement.name
  return (from, to) => {
    const value = from[key]
    if (value === undefined) return false
    if (!inner) to[key] = value
    else if (Array.isArray(value)) to[key] = value.map((item) => inner(item))
    else to[key] = inner(value as Told | null)
    return true
  }
}
