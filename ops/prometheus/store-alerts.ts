import { type Alert, always, gauge, over } from './alert.ts'

const worker = 'process="worker",instance="w:1"'

/** Postgres, Redis, the object store, and what is kept in them. */
export const storeAlerts = {
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
} satisfies Record<string, Alert>
