import type { executeQueryPlan } from '@apollo/gateway'

/** As Apollo's planner makes it. */
export type QueryPlan = Parameters<typeof executeQueryPlan>[0]
export type PlanNode = Exclude<NonNullable<QueryPlan['node']>, { kind: 'Subscription' }>
export type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>
export type Requirement = NonNullable<FetchNode['requires']>[number]
export type Rewrite = NonNullable<FetchNode['inputRewrites']>[number]
