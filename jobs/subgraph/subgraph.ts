import { readSdl } from '@halide/schema/sdl.ts'
import { defineSubgraph } from '@halide/subgraph-kit/index.ts'
import { createContext } from './context.ts'
import { resolvers } from './resolvers.ts'

/** Every job, for admins alone: what there is, what runs and ran, and the acts that steer it. */
export const jobsSubgraph = defineSubgraph({ name: 'jobs', sdl: readSdl('jobs'), resolvers, createContext })
