import { decodeHashtagId } from '@halide/schema/hashtags.ts'
import { decodeId, kindOf } from '@halide/schema/ids.ts'
import type { PostContext } from './context.ts'
import type { NodeParent } from './parents.ts'

/**
 * Whatever has this global id. This subgraph answers `node` for the whole API: it loads its own types, and names the others for the
 * gateway to fetch where they live. Null for what is unknown, or not the viewer's to see.
 */
export async function findNode({ loaders }: PostContext, globalId: string): Promise<NodeParent | null> {
  const hashtag = decodeHashtagId(globalId)
  if (hashtag !== null) return { __typename: 'Hashtag', name: hashtag }
  const kind = kindOf(globalId)
  const id = kind && decodeId(kind, globalId)
  if (kind === null || id === null) return null
  switch (kind) {
    case 'post':
      return named('Post', await loaders.postById.load(id))
    case 'story':
      return named('Story', await loaders.storyById.load(id))
    case 'photo':
      return named('Photo', await loaders.photoById.load(id))
    case 'upload':
      return named('Upload', await loaders.uploadById.load(id))
    case 'user':
      return named('User', await loaders.userById.load(id))
    case 'comment':
      return { __typename: 'Comment', id }
    case 'collection':
      return { __typename: 'Collection', id }
    case 'case':
      return { __typename: 'ModerationCase', id }
    case 'act':
      return { __typename: 'ModerationAct', id }
    case 'job':
      return { __typename: 'Job', id }
    case 'run':
      return { __typename: 'JobRun', id }
    case 'operation':
      return { __typename: 'OperatorAct', id }
    case 'session':
      return { __typename: 'SignedInSession', id }
    case 'report':
    case 'notification':
    case 'avatar':
    case 'export':
      return null
  }
}

function named<Name extends string, Row extends object>(
  __typename: Name,
  row: Row | null,
): (Row & { __typename: Name }) | null {
  return row && { ...row, __typename }
}
