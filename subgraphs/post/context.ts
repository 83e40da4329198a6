import type { PostDb } from '@halide/prisma/client.ts'
import type { Load } from '@halide/prisma/load.ts'
import type { RequestContext } from '@halide/subgraph-kit/index.ts'
import type { PostContent } from './content.ts'
import { createLoaders, type PostLoaders } from './loaders.ts'

/** Lives as long as the process. */
export interface PostDeps {
  db: PostDb
  content: PostContent
  load: Load
  /** Public address of the media door, without a slash at its end. */
  mediaUrl: string
  /** Seals the tickets of uploads and originals, which the media door opens. */
  uploadSecret: string
  /** Bytes of the largest file that may be uploaded. */
  maxUploadBytes: number
  /** Days that a deleted post can still be restored. */
  deletedPostDays: number
  /** Until an archived original can be read again, as far as can be foreseen. */
  thawMinutes: number
}

export interface PostContext extends PostDeps, RequestContext {
  loaders: PostLoaders
}

export function createContext(deps: PostDeps, request: RequestContext): PostContext {
  return { ...deps, ...request, loaders: createLoaders(deps, request.viewer) }
}
