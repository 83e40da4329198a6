type Unit = 'short' | 's' | 'percentunit' | 'bytes' | 'reqps' | 'ops'

export interface Panel {
  title: string
  unit: Unit
  /** By legend; `{{label}}` is a label's value. */
  queries: Record<string, string>
  /** Where a line is drawn: that of the alert. */
  threshold?: number
}

const p99 = (histogram: string, by = '') =>
  `histogram_quantile(0.99, sum(rate(${histogram}_bucket[5m])) by (le${by && `, ${by}`}))`

/** What the dashboard shows: rows of panels. The first has the five queries of the reference, as it writes them. */
export const rows: Record<string, Panel[]> = {
  'What people feel': [
    {
      title: 'Upload latency P99',
      unit: 's',
      queries: { p99: 'histogram_quantile(0.99, sum(rate(instagram_upload_latency_bucket[5m])) by (le))' },
      threshold: 5,
    },
    {
      title: 'Feed latency P99',
      unit: 's',
      queries: { p99: 'histogram_quantile(0.99, sum(rate(instagram_feed_latency_bucket[5m])) by (le))' },
      threshold: 0.5,
    },
    {
      title: 'Image processing queue',
      unit: 'short',
      queries: { photos: 'sum(instagram_processing_queue_depth)' },
      threshold: 10_000,
    },
    {
      title: 'Feed cache hit rate',
      unit: 'percentunit',
      queries: { hits: 'sum(rate(redis_cache_hits_total[5m])) / sum(rate(redis_cache_requests_total[5m]))' },
      threshold: 0.8,
    },
    {
      title: 'Engagement rate',
      unit: 'percentunit',
      queries: { 'likes a view': 'sum(rate(instagram_likes_total[1h])) / sum(rate(instagram_views_total[1h]))' },
    },
    {
      title: 'Errors of our own',
      unit: 'percentunit',
      queries: { GraphQL: 'halide:gateway:error_ratio', uploads: 'halide:uploads:error_ratio' },
      threshold: 0.01,
    },
  ],
  API: [
    {
      title: 'Requests by operation',
      unit: 'reqps',
      queries: { '{{operation}}': 'topk(10, sum by (operation) (rate(gateway_operations_total[5m])))' },
    },
    {
      title: 'Requests by client',
      unit: 'reqps',
      queries: {
        '{{client_name}} {{client_version}}':
          'topk(10, sum by (client_name, client_version) (rate(gateway_client_requests_total[5m])))',
      },
    },
    {
      title: 'Latency by operation P99',
      unit: 's',
      queries: { '{{operation}}': `topk(10, ${p99('gateway_operation_duration_seconds', 'operation')})` },
    },
    {
      title: 'Errors by code',
      unit: 'reqps',
      queries: { '{{code}}': 'sum by (code) (rate(gateway_errors_total[5m]))' },
    },
    {
      title: 'Calls of subgraphs P99',
      unit: 's',
      queries: { '{{subgraph}}': p99('gateway_subgraph_fetch_duration_seconds', 'subgraph') },
    },
    {
      title: 'Caches of the gateway',
      unit: 'percentunit',
      queries: Object.fromEntries(
        ['query_plans', 'documents', 'persisted_queries'].map((cache) => [
          cache.replace('_', ' '),
          `sum(rate(gateway_${cache}_total{result="hit"}[5m])) / sum(rate(gateway_${cache}_total[5m]))`,
        ]),
      ),
    },
    {
      title: 'Live streams',
      unit: 'short',
      queries: { connected: 'sum(gateway_live_streams)', 'told a second': 'sum(rate(gateway_live_events_total[5m]))' },
    },
    {
      title: 'Refused for asking too often',
      unit: 'reqps',
      queries: { '{{rate}}': 'sum by (rate) (rate(gateway_rate_limited_total[5m]))' },
    },
    {
      title: 'Web app',
      unit: 'reqps',
      queries: { '{{status}}': 'sum by (status) (rate(web_requests_total[5m]))' },
    },
  ],
  'Photos and feeds': [
    {
      title: 'Uploads',
      unit: 'reqps',
      queries: {
        acknowledged: 'sum(rate(instagram_upload_success_total[5m]))',
        refused: 'sum(rate(instagram_upload_failure_total[5m]))',
      },
    },
    {
      title: 'Images',
      unit: 'reqps',
      queries: { '{{format}} {{outcome}}': 'sum by (format, outcome) (rate(halide_images_total[5m]))' },
    },
    { title: 'CDN hit rate', unit: 'percentunit', queries: { hits: 'halide:cdn:hit_ratio' }, threshold: 0.9 },
    {
      title: 'Likes, comments, follows, views',
      unit: 'ops',
      queries: Object.fromEntries(
        ['likes', 'comments', 'follows', 'views'].map((act) => [act, `sum(rate(instagram_${act}_total[5m]))`]),
      ),
    },
    {
      title: 'Posts on a page of a feed',
      unit: 'short',
      queries: { mean: 'sum(rate(instagram_feed_size_sum[5m])) / sum(rate(instagram_feed_size_count[5m]))' },
    },
    {
      title: 'Size of a feed in Redis',
      unit: 'bytes',
      queries: {
        p99: p99('timeline_feed_bytes'),
        mean: 'sum(rate(timeline_feed_bytes_sum[5m])) / sum(rate(timeline_feed_bytes_count[5m]))',
      },
    },
    {
      title: 'Lists built from SQL',
      unit: 'ops',
      queries: { '{{list}} {{outcome}}': 'sum by (list, outcome) (rate(timeline_builds_total[5m]))' },
    },
    {
      title: 'Contents of viral posts',
      unit: 'ops',
      queries: { '{{from}}': 'sum by (from) (rate(halide_post_content_reads_total[5m]))' },
    },
  ],
  Jobs: [
    {
      title: 'Waiting by job',
      unit: 'short',
      queries: { '{{job}}': 'topk(10, max by (job) (halide_jobs_queued))' },
    },
    {
      title: 'Runs by outcome',
      unit: 'ops',
      queries: { '{{outcome}}': 'sum by (outcome) (rate(halide_job_seconds_count[5m]))' },
    },
    {
      title: 'Time of a run P99',
      unit: 's',
      queries: { '{{job}}': `topk(10, ${p99('halide_job_seconds', 'job')})` },
    },
    {
      title: 'Given up, and late by the clock',
      unit: 'short',
      queries: {
        'quarantined {{job}}': 'max by (job) (halide_jobs_quarantined)',
        'overdue {{job}} (s)': 'max by (job) (halide_schedule_overdue_seconds) > 0',
        'dead workers in 10 min': 'sum(increase(halide_dead_workers_total[10m]))',
      },
    },
  ],
  Stores: [
    {
      title: 'Breakers (0 closed)',
      unit: 'short',
      queries: {
        'S3 {{region}}': 'max by (region) (halide_storage_breaker_state)',
        'Postgres {{process}}': 'max by (process) (halide_database_pool_breaker_open)',
        'Redis {{process}}':
          '1 - min by (process) (timeline_redis_usable or gateway_redis_usable or halide_post_content_redis_usable)',
      },
    },
    {
      title: 'Connections in use',
      unit: 'percentunit',
      queries: { '{{process}}': 'max by (process) (halide:database_pool:use_ratio)' },
      threshold: 0.8,
    },
    {
      title: 'Wait for a connection P99',
      unit: 's',
      queries: { '{{process}}': p99('halide_database_pool_wait_seconds', 'process') },
    },
    {
      title: 'Object store P99',
      unit: 's',
      queries: { '{{region}} {{operation}}': p99('halide_storage_operation_seconds', 'region, operation') },
    },
    {
      title: 'Only in one region, or in none',
      unit: 'short',
      queries: {
        'in one': 'max(halide_unreplicated_objects)',
        buffered: 'max(halide_buffered_objects)',
        unrepairable: 'max(halide_unrepairable_objects)',
        'orphans {{kind}}': 'max by (kind) (halide_orphaned_objects)',
      },
    },
    {
      title: 'Behind',
      unit: 's',
      queries: {
        replication: 'max(halide_replication_lag_seconds)',
        buffer: 'max(halide_buffered_age_seconds)',
        'Redis snapshot': 'max(halide_redis_snapshot_age_seconds)',
      },
      threshold: 900,
    },
  ],
  Processes: [
    { title: 'Up', unit: 'short', queries: { '{{process}}': 'sum by (process) (up{job="halide"})' } },
    {
      title: 'CPU',
      unit: 'percentunit',
      queries: { '{{process}}': 'max by (process) (rate(process_cpu_seconds_total[1m]))' },
    },
    { title: 'Memory', unit: 'bytes', queries: { '{{process}}': 'max by (process) (process_resident_memory_bytes)' } },
    {
      title: 'Event loop lag P99',
      unit: 's',
      queries: { '{{process}}': 'max by (process) (nodejs_eventloop_lag_p99_seconds)' },
      threshold: 0.2,
    },
    {
      title: 'Starts within an hour',
      unit: 'short',
      queries: { '{{process}}': 'sum by (process) (changes(process_start_time_seconds[1h]))' },
    },
  ],
}
