import { notices } from '@halide/schema/notices.ts'
import type { PostContext } from './context.ts'
import type { PostParent } from './parents.ts'

/** Why a post or a story takes longer than usual. */
export async function noticeOf(
  { id, status }: Pick<PostParent, 'id' | 'status'>,
  _: object,
  { loaders }: PostContext,
): Promise<string | null> {
  const name = status === 'PROCESSING' ? await loaders.noticeOf.load(id) : null
  return name && notices[name]
}
