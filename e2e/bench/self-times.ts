import { fileURLToPath } from 'node:url'
import type { CallFrame, CpuProfile } from './inspector.ts'

const root = new URL('../../', import.meta.url).href

/** Parts of packages that do several things. */
const stages: readonly [RegExp, string][] = [
  [/^graphql\/language\/(parser|lexer|source|location|token)/, 'graphql: parse'],
  [/^graphql\/validation\//, 'graphql: validate'],
  [/^graphql\/(utilities\/TypeInfo|language\/visitor)/, 'graphql: validate'],
  [/^graphql\//, 'graphql: execute'],
  [/^@apollo\/(query-planner|query-graphs|federation-internals)\//, 'Apollo: plan'],
  [/^@apollo\/gateway\/.*resultShaping/, 'Apollo gateway: post-process'],
  [/^@apollo\/gateway\//, 'Apollo gateway: execute plan'],
  [/^@prisma\//, 'prisma'],
  [/^(pg|pg-protocol|pg-pool|pg-types|postgres-[a-z]+)\//, 'pg'],
  [/^(ioredis|redis-parser|@ioredis\/commands|standard-as-callback)\//, 'ioredis'],
  [
    /^(fastify|find-my-way|avvio|@fastify\/[a-z-]+|light-my-request|fast-json-stringify|secure-json-parse)\//,
    'fastify',
  ],
  [/^(pino|sonic-boom|safe-stable-stringify|quick-format-unescaped)\//, 'pino'],
]

/** Milliseconds by what spent them: a package, or a stage of one, or a room of ours. What Node itself does counts for who called it. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): Map<string, number> {
  const owners = ownersOf(nodes)
  const times = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const owner = owners.get(id)!
    if (owner !== '(idle)') times.set(owner, (times.get(owner) ?? 0) + timeDeltas[at]! / 1_000)
  }
  return new Map([...times].sort(([, a], [, b]) => b - a))
}

/** Milliseconds of single functions, their own. */
export function selfTimesOfFunctions({ nodes, samples, timeDeltas }: CpuProfile): Map<string, number> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const name = names.get(id)!
    if (name !== '(idle)') times.set(name, (times.get(name) ?? 0) + timeDeltas[at]! / 1_000)
  }
  return new Map([...times].sort(([, a], [, b]) => b - a))
}

function ownersOf(nodes: CpuProfile['nodes']): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const owners = new Map<number, string>()
  const visit = (id: number, caller: string | null) => {
    const { callFrame, children = [] } = byId.get(id)!
    const own = ownerOf(callFrame)
    owners.set(id, own ?? caller ?? 'node: sockets, HTTP, timers')
    for (const child of children) visit(child, own?.startsWith('(') ? caller : (own ?? caller))
  }
  visit(nodes[0]!.id, null)
  return owners
}

/** Null for what Node brings, which is its caller's. */
function ownerOf({ functionName, url }: CallFrame): string | null {
  if (url === '' && /^\((idle|program|garbage collector)\)$/.test(functionName)) return functionName
  if (url === '' && /^(parse|stringify)$/.test(functionName)) return 'JSON'
  if (url === '' || url.startsWith('node:')) return null
  const path = url.startsWith(root) ? url.slice(root.length) : pathOf(url)
  const inPackage = path.split('node_modules/').at(-1)!
  if (inPackage === path) return /^(subgraphs\/[^/]+|[^/]+)\//.exec(path)?.[1] ?? path
  const stage = stages.find(([pattern]) => pattern.test(inPackage))
  return stage ? stage[1] : /^(@[^/]+\/[^/]+|[^/]+)/.exec(inPackage)![1]!
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  if (url === '') return functionName
  const file = url.startsWith('node:') ? url : url.replace(root, '').split('node_modules/').at(-1)
  return `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}
