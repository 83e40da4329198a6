import pg from 'pg'
import type { Act } from './acts.ts'
import { type Place, throughConnections } from './place.ts'

export interface StatementPlan {
  act: string
  statement: string
  /** Tables that grow and are read from end to end, each row. */
  walked: string[]
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Node[]
}

/** Postgres then tells each connection the plan of every statement that it ran, also of those in functions. */
const tellPlans = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_format': 'json',
  'auto_explain.log_nested_statements': 'on',
}

/** What is small is rightly read from end to end: there it counts whether an index could be used at all. */
const small = 100_000

/** The plans of all statements that these acts ran, each once for every act and every way in which it was planned. */
export async function watchPlans(place: Place, actsAt: (place: Place) => Act[]): Promise<StatementPlan[]> {
  const growing = await place.db.$queryRaw<{ name: string }[]>`
    select relname::text name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${place.people / 2}::float8`
  const isGrowing = new Set(growing.map(({ name }) => name))
  const found = new Map<string, StatementPlan>()
  let act = ''
  const hear = ({ message = '' }: { message?: string | undefined }) => {
    const json = /^duration: .* plan:\n(\{.*\})$/s.exec(message)?.[1]
    if (!json || act === '') return
    const { 'Query Text': statement, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: Node }
    const walked = [...walkedIn(plan)].filter((table) => isGrowing.has(table))
    found.set(`${act} ${statement} ${walked}`, { act, statement, walked })
  }
  const settings = { ...tellPlans, ...(place.people < small && { enable_seqscan: 'off' }) }
  return hearingNotices(hear, () =>
    throughConnections(place, settings, async (watched) => {
      for (const { name, prepare } of actsAt(watched)) {
        const run = await prepare()
        act = name
        await run()
        act = ''
      }
      return [...found.values()]
    }),
  )
}

function* walkedIn(node: Node): Generator<string> {
  if (node['Node Type'] === 'Seq Scan' && node['Relation Name']) yield node['Relation Name']
  for (const child of node.Plans ?? []) yield* walkedIn(child)
}

/** Of each connection that is opened while `work` is done. */
async function hearingNotices<Answer>(
  hear: (notice: { message?: string | undefined }) => void,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { prototype } = pg.Client
  const { connect } = prototype
  prototype.connect = function (this: pg.Client, ...args: []) {
    this.on('notice', hear)
    return Reflect.apply(connect, this, args)
  } as typeof connect
  try {
    return await work()
  } finally {
    prototype.connect = connect
  }
}
