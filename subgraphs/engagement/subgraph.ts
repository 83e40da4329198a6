import { readSdl } from '@halide/schema/sdl.ts'
import { defineSubgraph } from '@halide/subgraph-kit/index.ts'
import { createContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** Likes, comments and views, their counts, and notifications. */
export const engagementSubgraph = defineSubgraph({
  name: 'engagement',
  sdl: readSdl('engagement'),
  resolvers,
  createContext,
})
