/** A rule, with what promtool is to see: series of one value a minute for which it fires, and for which it holds its peace. */
export interface Alert {
  severity: 'warning' | 'critical'
  /** One line for the person who is called. */
  summary: string
  expr: string
  /** How long it must be true. */
  for: string
  /** Labels that tell what it is about, as the firing series give them. */
  labels?: Record<string, string>
  fires: Series
  holds: Series
}

/** In promtool's notation: `0+60x90` is a counter that gains one a second for an hour and a half. */
export type Series = Record<string, string>

const always = (value: number) => `${value}x120`
const gains = (aMinute: number) => `0+${aMinute}x120`

/** Of a gauge that every worker answers from the database, and that is the same in all. */
const over = (gauge: string, threshold: number, by = '') => `max${by}(${gauge}) > ${threshold}`

/** A latency of all requests, for a histogram with these bounds around the threshold. */
function latency(histogram: string, below: number, above: number): Pick<Alert, 'fires' | 'holds'> {
  const series = (slow: number): Series => ({
    [`${histogram}_bucket{le="${below}"}`]: gains(100 - slow),
    [`${histogram}_bucket{le="${above}"}`]: gains(100),
    [`${histogram}_bucket{le="+Inf"}`]: gains(100),
  })
  return { fires: series(50), holds: series(0) }
}

function gauge(series: string, bad: number, good: number, labels?: Record<string, string>) {
  return { fires: { [series]: always(bad) }, holds: { [series]: always(good) }, ...(labels && { labels }) }
}

const share = (part: string, whole: string) => `sum(rate(${part}[5m])) / sum(rate(${whole}[5m]))`
const p99 = (histogram: string) => `histogram_quantile(0.99, sum(rate(${histogram}_bucket[5m])) by (le))`

const ourFault = 'code=~"INTERNAL_SERVER_ERROR|SERVICE_UNAVAILABLE|OVERLOADED"'
const uploadFault = 'outcome=~"overloaded|storage_unavailable|database_unavailable|internal_server_error"'

/** What several rules and panels ask for; Prometheus keeps the answers under these names. */
export const recordings = {
  'halide:upload_latency:p99': p99('instagram_upload_latency'),
  'halide:feed_latency:p99': p99('instagram_feed_latency'),
  'halide:processing_queue:depth': 'sum(instagram_processing_queue_depth)',
  'halide:feed_cache:hit_ratio': share('redis_cache_hits_total', 'redis_cache_requests_total'),
  'halide:engagement:ratio': 'sum(rate(instagram_likes_total[1h])) / sum(rate(instagram_views_total[1h]))',
  'halide:cdn:hit_ratio':
    'sum(rate(varnish_main_cache_hit[5m])) / (sum(rate(varnish_main_cache_hit[5m])) + sum(rate(varnish_main_cache_miss[5m])))',
  'halide:gateway:error_ratio': `sum(rate(gateway_errors_total{${ourFault}}[5m])) / sum(rate(gateway_operations_total[5m]))`,
  'halide:uploads:error_ratio': share(`halide_uploads_total{${uploadFault}}`, 'halide_uploads_total'),
  'halide:database_pool:use_ratio': 'halide_database_pool_in_use / halide_database_pool_max_connections',
} satisfies Record<string, string>

const worker = 'process="worker",instance="w:1"'
const errors = (aMinute: number): Series => ({
  'gateway_errors_total{code="INTERNAL_SERVER_ERROR"}': gains(aMinute),
  'gateway_errors_total{code="UNAUTHENTICATED"}': gains(1_000),
  'gateway_operations_total{operation="other"}': gains(1_000),
})
const images = (hits: number): Series => ({
  varnish_main_cache_hit: gains(hits),
  varnish_main_cache_miss: gains(1_000 - hits),
})

export const alerts: Record<string, Alert> = {
  UploadLatencyHigh: {
    severity: 'warning',
    summary: 'One upload in a hundred takes more than 5 s',
    expr: 'halide:upload_latency:p99 > 5',
    for: '5m',
    ...latency('instagram_upload_latency', 5, 10),
  },
  UploadLatencyCritical: {
    severity: 'critical',
    summary: 'One upload in a hundred takes more than 10 s',
    expr: 'halide:upload_latency:p99 > 10',
    for: '5m',
    ...latency('instagram_upload_latency', 10, 20),
  },
  UploadsFail: {
    severity: 'critical',
    summary: 'More than 1 % of uploads are refused through our own fault',
    expr: 'halide:uploads:error_ratio > 0.01',
    for: '5m',
    fires: {
      'halide_uploads_total{outcome="stored"}': gains(90),
      'halide_uploads_total{outcome="storage_unavailable"}': gains(10),
    },
    holds: {
      'halide_uploads_total{outcome="stored"}': gains(90),
      'halide_uploads_total{outcome="checksum_mismatch"}': gains(10),
    },
  },
  FeedLatencyHigh: {
    severity: 'warning',
    summary: 'One home feed in a hundred takes more than 0.5 s',
    expr: 'halide:feed_latency:p99 > 0.5',
    for: '5m',
    ...latency('instagram_feed_latency', 0.5, 1),
  },
  FeedLatencyCritical: {
    severity: 'critical',
    summary: 'One home feed in a hundred takes more than 1 s',
    expr: 'halide:feed_latency:p99 > 1',
    for: '5m',
    ...latency('instagram_feed_latency', 1, 2),
  },
  FeedCacheHitsLow: {
    severity: 'warning',
    summary: 'Redis answers less than 80 % of home feeds',
    expr: 'halide:feed_cache:hit_ratio < 0.8 and on () sum(rate(redis_cache_requests_total[5m])) > 1',
    for: '15m',
    fires: { redis_cache_hits_total: gains(50), redis_cache_requests_total: gains(100) },
    holds: { redis_cache_hits_total: gains(95), redis_cache_requests_total: gains(100) },
  },
  FeedsStale: {
    severity: 'critical',
    summary: 'More than 10 % of the feeds looked at lack what their authors posted',
    expr: over('feed_stale_rate', 0.1),
    for: '2m',
    ...gauge('feed_stale_rate', 0.2, 0.05),
  },
  CdnHitRateLow: {
    severity: 'warning',
    summary: 'The CDN has less than 90 % of the images asked for',
    expr: 'halide:cdn:hit_ratio < 0.9',
    for: '15m',
    fires: images(850),
    holds: images(950),
  },
  CdnHitRateCritical: {
    severity: 'critical',
    summary: 'The CDN has less than 80 % of the images asked for',
    expr: 'halide:cdn:hit_ratio < 0.8',
    for: '15m',
    fires: images(700),
    holds: images(850),
  },
  QueueLong: {
    severity: 'warning',
    summary: 'More than 10,000 photos wait for their renditions',
    expr: 'halide:processing_queue:depth > 10000',
    for: '2m',
    ...gauge('instagram_processing_queue_depth', 10_001, 10_000),
  },
  QueueCritical: {
    severity: 'critical',
    summary: 'More than 50,000 photos wait for their renditions',
    expr: 'halide:processing_queue:depth > 50000',
    for: '2m',
    ...gauge('instagram_processing_queue_depth', 50_001, 50_000),
  },
  QueueFastMode: {
    severity: 'critical',
    summary: 'More than 100,000 photos wait: they are made in fast mode, by twice the workers',
    expr: 'halide:processing_queue:depth > 100000',
    for: '1m',
    ...gauge('instagram_processing_queue_depth', 100_001, 100_000),
  },
  QueueExtreme: {
    severity: 'critical',
    summary: 'More than 500,000 photos wait: they are made in the lowest quality',
    expr: 'halide:processing_queue:depth > 500000',
    for: '1m',
    ...gauge('instagram_processing_queue_depth', 500_001, 500_000),
  },
  JobsLate: {
    severity: 'warning',
    summary: 'A job that somebody waits for has been due for more than 45 s',
    expr: 'max by (lane) (halide_oldest_job_seconds{lane=~"publish|upload"}) > 45',
    for: '5m',
    ...gauge('halide_oldest_job_seconds{lane="upload"}', 60, 30, { lane: 'upload' }),
  },
  BackgroundJobsLate: {
    severity: 'warning',
    summary: 'A job in the background has been due for more than an hour',
    expr: 'max by (lane) (halide_oldest_job_seconds{lane=~"retry|backfill"}) > 3600',
    for: '10m',
    ...gauge('halide_oldest_job_seconds{lane="backfill"}', 4_000, 3_000, { lane: 'backfill' }),
  },
  JobsQuarantined: {
    severity: 'warning',
    summary: 'Jobs were given up and wait for an operator',
    expr: over('halide_jobs_quarantined', 0, ' by (job) '),
    for: '1m',
    ...gauge('halide_jobs_quarantined{job="fan_out_post"}', 2, 0, { job: 'fan_out_post' }),
  },
  JobsFail: {
    severity: 'warning',
    summary: 'More than 5 % of the runs of a job fail',
    expr: `sum by (job) (rate(halide_job_seconds_count{outcome=~"retried|given_up"}[15m]))
  / sum by (job) (rate(halide_job_seconds_count[15m])) > 0.05`,
    for: '15m',
    labels: { job: 'purge_post' },
    fires: {
      'halide_job_seconds_count{job="purge_post",outcome="done"}': gains(90),
      'halide_job_seconds_count{job="purge_post",outcome="retried"}': gains(10),
    },
    holds: {
      'halide_job_seconds_count{job="purge_post",outcome="done"}': gains(90),
      'halide_job_seconds_count{job="purge_post",outcome="postponed"}': gains(10),
    },
  },
  ScheduledJobMissed: {
    severity: 'warning',
    summary: 'A job that runs by the clock was not enqueued when it was due',
    expr: over('halide_schedule_overdue_seconds', 300, ' by (job) '),
    for: '2m',
    ...gauge('halide_schedule_overdue_seconds{job="tier_storage"}', 900, 0, { job: 'tier_storage' }),
  },
  WorkersDead: {
    severity: 'warning',
    summary: 'Workers died while they held jobs',
    expr: 'sum(increase(halide_dead_workers_total[10m])) > 0',
    for: '0m',
    fires: { [`halide_dead_workers_total{${worker}}`]: '0x5 1x115' },
    holds: { [`halide_dead_workers_total{${worker}}`]: always(3) },
  },
  NoWorker: {
    severity: 'critical',
    summary: 'No worker tells of the queue: nothing is processed',
    expr: 'absent(instagram_processing_queue_depth)',
    for: '2m',
    fires: { up: always(1) },
    holds: { instagram_processing_queue_depth: always(0) },
  },
  WorkersTooFew: {
    severity: 'warning',
    summary: 'There are fewer workers than the length of the queue asks for',
    expr: 'max(halide_workers) < max(halide_workers_wanted)',
    for: '10m',
    fires: { halide_workers: always(2), halide_workers_wanted: always(4) },
    holds: { halide_workers: always(4), halide_workers_wanted: always(4) },
  },
  LoadHigh: {
    severity: 'warning',
    summary: 'Load is over 0.8: Explore and recommendations are off, images are made in lower quality',
    expr: 'max(halide_load_level) == 1',
    for: '1m',
    ...gauge('halide_load_level', 1, 0),
  },
  LoadCritical: {
    severity: 'critical',
    summary: 'Load is over 0.95: photos are accepted and processed later',
    expr: 'max(halide_load_level) == 2',
    for: '1m',
    ...gauge('halide_load_level', 2, 1),
  },
  QualityDebtNotRepaid: {
    severity: 'warning',
    summary: 'What fast mode skipped has not been made good for an hour, though the queue is short and the load normal',
    expr: `max(halide_quality_debt_photos) > 0 and max(halide_quality_debt_photos) >= max(halide_quality_debt_photos offset 30m)
  and max(max_over_time(halide_load_level[30m])) == 0 and max(max_over_time(halide_queue_level[30m])) == 0`,
    for: '30m',
    fires: { halide_quality_debt_photos: always(500), halide_load_level: always(0), halide_queue_level: always(0) },
    holds: { halide_quality_debt_photos: '5000-10x120', halide_load_level: always(0), halide_queue_level: always(0) },
  },
  GatewayErrors: {
    severity: 'warning',
    summary: 'More than 1 % of GraphQL requests meet an error of our own',
    expr: 'halide:gateway:error_ratio > 0.01',
    for: '5m',
    fires: errors(20),
    holds: errors(5),
  },
  GatewayErrorsCritical: {
    severity: 'critical',
    summary: 'More than 5 % of GraphQL requests meet an error of our own',
    expr: 'halide:gateway:error_ratio > 0.05',
    for: '2m',
    fires: errors(100),
    holds: errors(20),
  },
  SubgraphUnavailable: {
    severity: 'critical',
    summary: 'A subgraph does not answer the gateway',
    expr: 'sum by (subgraph) (rate(gateway_subgraph_fetch_duration_seconds_count{outcome="unavailable"}[2m])) > 0',
    for: '1m',
    labels: { subgraph: 'feed' },
    fires: { 'gateway_subgraph_fetch_duration_seconds_count{subgraph="feed",outcome="unavailable"}': gains(5) },
    holds: {
      'gateway_subgraph_fetch_duration_seconds_count{subgraph="feed",outcome="unavailable"}': always(5),
      'gateway_subgraph_fetch_duration_seconds_count{subgraph="feed",outcome="errors"}': gains(5),
    },
  },
  WebDoorErrors: {
    severity: 'warning',
    summary: 'More than 1 % of requests of the web app end in a server error',
    expr: 'sum(rate(web_requests_total{status="5xx"}[5m])) / sum(rate(web_requests_total[5m])) > 0.01',
    for: '5m',
    fires: { 'web_requests_total{status="5xx"}': gains(10), 'web_requests_total{status="2xx"}': gains(90) },
    holds: { 'web_requests_total{status="4xx"}': gains(10), 'web_requests_total{status="2xx"}': gains(90) },
  },
  ProcessDown: {
    severity: 'critical',
    summary: 'A process does not answer',
    expr: 'up == 0',
    for: '1m',
    ...gauge('up{job="halide",process="media",instance="m:1"}', 0, 1, {
      job: 'halide',
      process: 'media',
      instance: 'm:1',
    }),
  },
  ProcessRestarts: {
    severity: 'warning',
    summary: 'A process has started more than three times within 15 minutes',
    expr: 'changes(process_start_time_seconds[15m]) > 3',
    for: '0m',
    labels: { process: 'worker', instance: 'w:1' },
    fires: { [`process_start_time_seconds{${worker}}`]: '1000+120x120' },
    holds: { [`process_start_time_seconds{${worker}}`]: '1000x5 2000x115' },
  },
  EventLoopLag: {
    severity: 'warning',
    summary: 'A process is late by more than 0.2 s: it has more to do than one core can',
    expr: 'nodejs_eventloop_lag_p99_seconds > 0.2',
    for: '5m',
    ...gauge('nodejs_eventloop_lag_p99_seconds{process="gateway",instance="g:1"}', 0.3, 0.02, {
      process: 'gateway',
      instance: 'g:1',
    }),
  },
  DatabasePoolNearlyFull: {
    severity: 'warning',
    summary: 'More than 80 % of the connections of a process are in use',
    expr: 'halide:database_pool:use_ratio > 0.8',
    for: '1m',
    labels: { process: 'post', instance: 'p:1' },
    fires: {
      'halide_database_pool_in_use{process="post",instance="p:1"}': always(25),
      'halide_database_pool_max_connections{process="post",instance="p:1"}': always(30),
    },
    holds: {
      'halide_database_pool_in_use{process="post",instance="p:1"}': always(24),
      'halide_database_pool_max_connections{process="post",instance="p:1"}': always(30),
    },
  },
  DatabasePoolExhausted: {
    severity: 'critical',
    summary: 'A process refuses statements, since no connection to Postgres comes free',
    expr: 'halide_database_pool_breaker_open == 1 or increase(halide_database_pool_breaker_opened_total[5m]) > 0',
    for: '0m',
    ...gauge('halide_database_pool_breaker_open{process="user",instance="u:1"}', 1, 0, {
      process: 'user',
      instance: 'u:1',
    }),
  },
  DatabaseConnectionsLeak: {
    severity: 'warning',
    summary: 'A process holds connections to Postgres for too long',
    expr: 'increase(halide_database_pool_leaks_total[10m]) > 0',
    for: '0m',
    labels: { process: 'worker', instance: 'w:1' },
    fires: { [`halide_database_pool_leaks_total{${worker}}`]: '0x5 1x115' },
    holds: { [`halide_database_pool_leaks_total{${worker}}`]: always(2) },
  },
  RedisUnusable: {
    severity: 'critical',
    summary: 'A process does without Redis, since it fails',
    expr: 'timeline_redis_usable == 0 or gateway_redis_usable == 0 or halide_post_content_redis_usable == 0',
    for: '1m',
    ...gauge('timeline_redis_usable{process="feed",instance="f:1"}', 0, 1, { process: 'feed', instance: 'f:1' }),
  },
  RedisSnapshotOld: {
    severity: 'warning',
    summary: 'The newest snapshot of Redis is older than three turns of its job',
    expr: over('halide_redis_snapshot_age_seconds', 900),
    for: '1m',
    ...gauge('halide_redis_snapshot_age_seconds', 1_000, 310),
  },
  StorageBreakerOpen: {
    severity: 'critical',
    summary: 'A region of the object store does not answer',
    expr: 'max by (region) (halide_storage_breaker_state) == 2',
    for: '30s',
    ...gauge('halide_storage_breaker_state{region="primary"}', 2, 0, { region: 'primary' }),
  },
  UploadsBuffered: {
    severity: 'warning',
    summary: 'Originals wait in Postgres, since no region takes them',
    expr: over('halide_buffered_objects', 0),
    for: '2m',
    ...gauge('halide_buffered_objects', 12, 0),
  },
  UploadsBufferedLong: {
    severity: 'critical',
    summary: 'An original has waited in Postgres for more than half an hour',
    expr: over('halide_buffered_age_seconds', 1_800),
    for: '1m',
    ...gauge('halide_buffered_age_seconds', 2_000, 600),
  },
  ReplicationBehind: {
    severity: 'warning',
    summary: 'An object has lain in one region only for more than five minutes',
    expr: over('halide_replication_lag_seconds', 300),
    for: '2m',
    ...gauge('halide_replication_lag_seconds', 400, 30),
  },
  ReplicationFarBehind: {
    severity: 'critical',
    summary:
      'An object has lain in one region only for more than 15 minutes: the loss of that region would lose more than allowed',
    expr: over('halide_replication_lag_seconds', 900),
    for: '1m',
    ...gauge('halide_replication_lag_seconds', 1_000, 400),
  },
  ObjectsUnrepairable: {
    severity: 'critical',
    summary: 'Stored objects have no good copy left',
    expr: over('halide_unrepairable_objects', 0),
    for: '0m',
    ...gauge('halide_unrepairable_objects', 1, 0),
  },
  ReferencesDangle: {
    severity: 'critical',
    summary: 'Rows refer to objects that are not there',
    expr: over('halide_orphaned_objects{kind="dangling"}', 0),
    for: '0m',
    ...gauge('halide_orphaned_objects{kind="dangling"}', 1, 0),
  },
  OrphansMany: {
    severity: 'warning',
    summary: 'More than 1,000 objects are referred to by nothing',
    expr: over('halide_orphaned_objects{kind!="dangling"}', 1_000, ' by (kind) '),
    for: '10m',
    ...gauge('halide_orphaned_objects{kind="unknown"}', 2_000, 900, { kind: 'unknown' }),
  },
  CountersDrifted: {
    severity: 'warning',
    summary: 'Counters were wrong when they were last compared with what they count',
    expr: over('abs(halide_counter_drift)', 0, ' by (counter) '),
    for: '0m',
    ...gauge('halide_counter_drift{counter="likes"}', -3, 0, { counter: 'likes' }),
  },
}
