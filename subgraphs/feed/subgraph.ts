import { readSdl } from '@halide/schema/sdl.ts'
import { defineSubgraph } from '@halide/subgraph-kit/index.ts'
import { createContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** The home feed and Explore: which posts, in which order. What a post shows is others' to say. */
export const feedSubgraph = defineSubgraph({ name: 'feed', sdl: readSdl('feed'), resolvers, createContext })
