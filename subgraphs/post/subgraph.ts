import { readSdl } from '@halide/schema/sdl.ts'
import { defineSubgraph } from '@halide/subgraph-kit/index.ts'
import { createContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** Uploads, posts and photos. */
export const postSubgraph = defineSubgraph({ name: 'post', sdl: readSdl('post'), resolvers, createContext })
