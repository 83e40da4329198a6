import assert from 'node:assert/strict'
import type { Viewer } from '@halide/subgraph-kit/index.ts'
import type { Stage } from './test-stage.ts'

export interface Case {
  id: string
  subjectId: string
  subject: object | null
  text: string | null
  isHidden: boolean
  reportCount: number
  reasons: { reason: string; count: number }[]
  reports: { reporter: { id: string }; note: string }[]
  closedAt: string | null
}

const fields = `id subjectId subject { __typename ... on Post { id } ... on Story { id } ... on Comment { id } ... on User { id } }
  text isHidden reportCount reasons { reason count } reports { reporter { id } note } closedAt`

/** Reports and decisions as those who make them send them. */
export function moderationOn(scene: () => { stage: Stage; moderator: Viewer }) {
  async function report(viewer: Viewer, subjectId: string, reason = 'SPAM', note = ''): Promise<string | null> {
    const { it } = await scene().stage.ask<{ it: { reportedId: string | null; userErrors: { code: string }[] } }>(
      'mutation($input: ReportInput!) { it: report(input: $input) { reportedId userErrors { code } } }',
      { input: { subjectId, reason, note } },
      viewer,
    )
    assert.equal(it.reportedId, it.userErrors.length > 0 ? null : subjectId)
    return it.userErrors[0]?.code ?? null
  }

  async function queue(first = 100, after: string | null = null): Promise<Case[]> {
    const query = `query($first: Int!, $after: String) { moderationQueue(first: $first, after: $after) { edges { node { ${fields} } } } }`
    type Data = { moderationQueue: { edges: { node: Case }[] } }
    const { moderationQueue } = await scene().stage.ask<Data>(query, { first, after }, scene().moderator)
    return moderationQueue.edges.map(({ node }) => node)
  }

  async function openCase(subjectId: string): Promise<Case | undefined> {
    return (await queue()).find((found) => found.subjectId === subjectId)
  }

  async function decide(caseId: string, action: string, as = scene().moderator, note = ''): Promise<Case | string> {
    const { it } = await scene().stage.ask<{ it: { case: Case; userErrors: { code: string }[] } }>(
      `mutation($input: DecideReportInput!) { it: decideReport(input: $input) { case { ${fields} } userErrors { code } } }`,
      { input: { caseId, action, note } },
      as,
    )
    return it.userErrors[0]?.code ?? it.case
  }

  async function sees(viewer: Viewer | null, __typename: 'Post' | 'Comment', id: string): Promise<boolean> {
    const { _entities } = await scene().stage.ask<{ _entities: [object | null] }>(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Post { likeCount } ... on Comment { text } } }',
      { r: [{ __typename, id }] },
      viewer,
    )
    return _entities[0] !== null
  }

  return { report, queue, openCase, decide, sees }
}
