import type { World } from '../world.ts'

const subgraphs = ['user', 'post', 'feed', 'engagement', 'jobs'] as const

/** Where a world's subgraphs answer, by their names. */
export function subgraphUrls(world: World): Record<string, string> {
  return Object.fromEntries(subgraphs.map((name) => [name, `${world.url(name)}/graphql`]))
}
