import type { Person } from '../person.ts'

/** What an admin did, as the audit has it. */
export interface Act {
  action: string
  kind: string | null
  jobId: string | null
  reason: string
  admin: { handle: string } | null
}

/** All of them, a page after the other. */
export async function allActs(admin: Person): Promise<Act[]> {
  type Page = { operatorActs: { edges: { node: Act }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } }
  const acts: Act[] = []
  for (let after: string | null = null; ; ) {
    const { operatorActs }: Page = await admin.gql<Page>(
      `query ($after: String) { operatorActs(first: 100, after: $after) {
        edges { node { action kind jobId reason admin { handle } } } pageInfo { endCursor hasNextPage } } }`,
      { after },
    )
    acts.push(...operatorActs.edges.map(({ node }) => node))
    if (!operatorActs.pageInfo.hasNextPage) return acts
    after = operatorActs.pageInfo.endCursor
  }
}

/** Every act is in the audit, with who and why, and nobody else's. */
export function holdAgainst(audit: readonly Act[], done: readonly Act[]): { ok: boolean; says: string } {
  const textOf = ({ action, kind, jobId, reason, admin }: Act) => [action, kind, jobId, reason, admin?.handle].join(' ')
  const found = new Set(audit.map(textOf))
  const missing = done.filter((act) => !found.has(textOf(act)))
  const strange = audit.filter(({ admin }) => admin?.handle !== 'ada')
  const faults = [...missing, ...strange].map(textOf)
  return {
    ok: done.length > 0 && faults.length === 0,
    says: faults.length > 0 ? faults.join('; ') : `${done.length} acts`,
  }
}
