import { readSdl } from '@halide/schema/sdl.ts'
import { defineSubgraph } from '@halide/subgraph-kit/index.ts'
import { createContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** Accounts, sessions and who follows whom. */
export const userSubgraph = defineSubgraph({ name: 'user', sdl: readSdl('user'), resolvers, createContext })
