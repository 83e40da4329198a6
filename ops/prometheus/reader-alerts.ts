import { type Alert, gains, gauge, latency, over, type Series } from './alert.ts'

const images = (hits: number): Series => ({
  varnish_main_cache_hit: gains(hits),
  varnish_main_cache_miss: gains(1_000 - hits),
})

/** What people notice: uploads, feeds and images. */
export const readerAlerts = {
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
} satisfies Record<string, Alert>
