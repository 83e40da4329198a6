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
