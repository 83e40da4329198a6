import { Counter, type Registry } from '@halide/telemetry/registry.ts'

export interface EngagementMetrics {
  liked(): void
  commented(): void
  viewed(views: number): void
}

export function createMetrics(registry: Registry): EngagementMetrics {
  const likes = new Counter({
    name: 'instagram_likes_total',
    help: 'Likes given; taking one back does not lower it',
    registers: [registry],
  })
  const comments = new Counter({
    name: 'instagram_comments_total',
    help: 'Comments and replies written; deleting one does not lower it',
    registers: [registry],
  })
  const views = new Counter({
    name: 'instagram_views_total',
    help: 'Views counted',
    registers: [registry],
  })
  return {
    liked: () => likes.inc(),
    commented: () => comments.inc(),
    viewed: (count) => views.inc(count),
  }
}
