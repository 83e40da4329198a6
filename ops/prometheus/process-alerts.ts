import { type Alert, always, gains, gauge, type Series } from './alert.ts'

const worker = 'process="worker",instance="w:1"'

const errors = (aMinute: number): Series => ({
  'gateway_errors_total{code="INTERNAL_SERVER_ERROR"}': gains(aMinute),
  'gateway_errors_total{code="UNAUTHENTICATED"}': gains(1_000),
  'gateway_operations_total{operation="other"}': gains(1_000),
})

/** The gateway, its subgraphs, and what every process has. */
export const processAlerts = {
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
} satisfies Record<string, Alert>
