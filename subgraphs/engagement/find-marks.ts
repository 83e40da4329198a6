import type { EngagementDb } from '@halide/prisma/client.ts'
import type { Viewer } from '@halide/subgraph-kit/index.ts'

/** Those of the posts that the viewer likes. */
export function findViewersLikes(
  db: EngagementDb,
  { userId }: Viewer,
  postIds: readonly bigint[],
): Promise<{ postId: bigint }[]> {
  return db.like.findMany({ where: { userId, postId: { in: [...postIds] } }, select: { postId: true } })
}

/** Those of the posts whose author takes no more comments. */
export function findClosed(db: EngagementDb, postIds: readonly bigint[]): Promise<{ postId: bigint }[]> {
  return db.closedComments.findMany({ where: { postId: { in: [...postIds] } }, select: { postId: true } })
}
