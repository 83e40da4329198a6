import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { JobKindParent, JobParent, JobRunParent, OperatorActParent, UserParent } from './parents.ts';
import type { JobsContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, as ISO 8601 in UTC with milliseconds. */
  DateTime: { input: Date; output: Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type CancelJobInput = {
  jobId: Scalars['ID']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `cancelJob`. */
export type CancelJobPayload = {
  job: Maybe<Job>;
  userErrors: Array<UserError>;
};

export type ClearLoadOverrideInput = {
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `clearLoadOverride`. */
export type ClearLoadOverridePayload = {
  systemLoad: Maybe<SystemLoad>;
  userErrors: Array<UserError>;
};

/** What a month is made of. */
export type CostDriver =
  | 'API'
  | 'CDN'
  | 'POSTGRES'
  | 'REDIS'
  | 'RENDERING'
  | 'REQUESTS'
  | 'SECOND_REGION'
  | 'STORAGE';

/** A month in US dollars, by the model of docs/capacity.md. */
export type CostForecast = {
  after: Scalars['Float']['output'];
  /** With no optimisation, and with all. */
  before: Scalars['Float']['output'];
  drivers: Array<DriverCost>;
  followsAPerson: Scalars['Float']['output'];
  imagesAPerson: Scalars['Float']['output'];
  likesAPost: Scalars['Float']['output'];
  /** Assumed: how long photos have been kept. */
  months: Scalars['Float']['output'];
  originalBytes: Scalars['Float']['output'];
  /** Counted here. */
  people: Scalars['Float']['output'];
  /** Assumed: of a person and day. */
  requestsAPerson: Scalars['Float']['output'];
  /** Each on top of those before it. */
  savings: Array<CostSaving>;
  uploadsADay: Scalars['Float']['output'];
};

/** What can be done to pay less. */
export type CostOptimisation =
  /** 95 % of images from the CDN instead of 90 %. */
  | 'CDN_HITS'
  /** AVIF and WebP where the viewer takes them. */
  | 'FORMATS'
  /** Machines reserved for long. */
  | 'RESERVED'
  /** Workers on spot machines. */
  | 'SPOT'
  /** Originals in colder tiers as they grow old. */
  | 'TIERING';

/** The month without an optimisation, and with it. */
export type CostSaving = {
  after: Scalars['Float']['output'];
  before: Scalars['Float']['output'];
  optimisation: CostOptimisation;
};

export type DiscardJobInput = {
  jobId: Scalars['ID']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `discardJob`. */
export type DiscardJobPayload = {
  job: Maybe<Job>;
  userErrors: Array<UserError>;
};

/** Either a kind or jobs. */
export type DiscardJobsInput = {
  jobIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  kind?: InputMaybe<Scalars['String']['input']>;
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `discardJobs`. */
export type DiscardJobsPayload = {
  /** How many were ended. */
  jobCount: Scalars['Int']['output'];
  /** How many of the kind, or of these, are still in quarantine. */
  leftCount: Scalars['Int']['output'];
  userErrors: Array<UserError>;
};

/** One part of a month. */
export type DriverCost = {
  after: Scalars['Float']['output'];
  before: Scalars['Float']['output'];
  driver: CostDriver;
};

/** One look at some feeds. */
export type FeedCheck = {
  at: Scalars['DateTime']['output'];
  /** Feeds looked at. */
  checked: Scalars['Int']['output'];
  /** Of these: show nothing at all. */
  empty: Scalars['Int']['output'];
  /** Posts that the first pages show and should not. */
  extra: Scalars['Int']['output'];
  /** Posts that the first pages lack. */
  missing: Scalars['Int']['output'];
  /** Lack the newest post that they should show. */
  stale: Scalars['Int']['output'];
  /** 0 to 1; over 0.1 alerts. */
  staleRate: Scalars['Float']['output'];
};

/** One job. */
export type Job = Node & {
  /** The admin who had it run. */
  askedBy: Maybe<User>;
  attempts: Scalars['Int']['output'];
  createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Of its last failure, or of why it was given up. */
  error: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  /** Null in a lane that this release does not know. */
  lane: Maybe<JobLane>;
  maxAttempts: Scalars['Int']['output'];
  /** As in log lines, where it is `jobId`. */
  number: Scalars['String']['output'];
  /** As JSON. */
  payload: Scalars['String']['output'];
  /** As its worker said with its last heartbeat; null where it does not run, or says nothing. */
  progress: Maybe<JobProgress>;
  /** Why it was given up, by a code of docs/jobs.md. */
  quarantineCode: Maybe<Scalars['String']['output']>;
  /** Why the admin had it run. */
  reason: Maybe<Scalars['String']['output']>;
  /** Of the request that caused it. */
  requestId: Maybe<Scalars['String']['output']>;
  /** When it is to run; null for one that is out of the queue. */
  runAt: Maybe<Scalars['DateTime']['output']>;
  /** Its runs so far, the latest first, 20 at most. */
  runs: Array<JobRun>;
  state: JobState;
  /** The worker that runs it. */
  worker: Maybe<Scalars['String']['output']>;
};

/** A page of jobs. */
export type JobConnection = {
  edges: Array<JobEdge>;
  pageInfo: PageInfo;
};

/** One job in a page. */
export type JobEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<Job>;
};

/** What the worker can do. */
export type JobKind = {
  /** In a sentence. */
  description: Scalars['String']['output'];
  /** Waiting and due. */
  dueCount: Scalars['Int']['output'];
  isPaused: Scalars['Boolean']['output'];
  lane: JobLane;
  /** When it last ran, as far as the history goes. */
  lastRun: Maybe<JobRun>;
  /** How often one is tried. */
  maxAttempts: Scalars['Int']['output'];
  /** Median duration of the latest 100 runs that ended well; null when there are none. */
  medianSeconds: Maybe<Scalars['Float']['output']>;
  /** As in logs and metrics. */
  name: Scalars['String']['output'];
  /** For how long the oldest due job has been waiting; 0 when none is. */
  oldestDueSeconds: Scalars['Float']['output'];
  payloadFields: Array<JobPayloadField>;
  /** Given up, and not dealt with. */
  quarantinedCount: Scalars['Int']['output'];
  /** When its time is over it goes on in another run, as no failure. */
  resumes: Scalars['Boolean']['output'];
  runningCount: Scalars['Int']['output'];
  /** When it runs by the clock (UTC), as crontab; null where it does not. */
  schedule: Maybe<Scalars['String']['output']>;
  /** Waiting for a time to come. */
  scheduledCount: Scalars['Int']['output'];
  timeLimitSeconds: Scalars['Int']['output'];
};

/** Which jobs go first: what a person waits for before what a person does not. */
export type JobLane =
  /** What nobody waits for. */
  | 'BACKFILL'
  /** What is READY goes out. */
  | 'PUBLISH'
  /** What is done again, or put right. */
  | 'RETRY'
  /** Photos on their way to READY. */
  | 'UPLOAD';

/** How a run ended. */
export type JobOutcome =
  /** By an admin. */
  | 'CANCELLED'
  | 'DONE'
  /** Failed for the last time, or for good. */
  | 'GIVEN_UP'
  /** Enqueued anew: its time was over and it resumes, or its worker ended. */
  | 'HANDED_OVER'
  /** Put off by an outage, with all its attempts. */
  | 'POSTPONED'
  /** Failed, to be tried again. */
  | 'RETRIED';

/** A field of a job's payload. */
export type JobPayloadField = {
  isRequired: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  /** As JSON Schema says it; a 64-bit id is a `string` of digits. */
  type: Scalars['String']['output'];
};

/** What a job would do. */
export type JobPlan = {
  /** For `runJob`, by the same admin, within five minutes. */
  confirmToken: Scalars['String']['output'];
  description: Scalars['String']['output'];
  /** By what each thing took in its latest runs, or by their median; null when there are none. */
  estimatedSeconds: Maybe<Scalars['Float']['output']>;
  kind: Scalars['String']['output'];
  /** As the job will read it, as JSON. */
  payload: Scalars['String']['output'];
  /** What would be touched, where the job can tell beforehand. */
  touches: Maybe<JobPlanAmount>;
  /** What to think of before. */
  warnings: Array<Scalars['String']['output']>;
};

/** An amount of things. */
export type JobPlanAmount = {
  amount: Scalars['Int']['output'];
  /** It is that much or more: counting stopped there. */
  isAtLeast: Scalars['Boolean']['output'];
  /** Such as `posts`. */
  unit: Scalars['String']['output'];
};

/** How far a run is, in what `planJob` counts. */
export type JobProgress = {
  done: Scalars['Int']['output'];
  /** Null where it is not known. */
  total: Maybe<Scalars['Int']['output']>;
};

/** One run of a job, which has ended. */
export type JobRun = Node & {
  askedBy: Maybe<User>;
  attempt: Scalars['Int']['output'];
  endedAt: Scalars['DateTime']['output'];
  error: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** The id of its job. */
  jobId: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  outcome: JobOutcome;
  /** As JSON. */
  payload: Scalars['String']['output'];
  /** How far it came; null where it said nothing. */
  progress: Maybe<JobProgress>;
  reason: Maybe<Scalars['String']['output']>;
  requestId: Maybe<Scalars['String']['output']>;
  seconds: Scalars['Float']['output'];
  startedAt: Scalars['DateTime']['output'];
  worker: Maybe<Scalars['String']['output']>;
};

/** A page of runs. */
export type JobRunConnection = {
  edges: Array<JobRunEdge>;
  pageInfo: PageInfo;
};

/** One run in a page. */
export type JobRunEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<JobRun>;
};

/** Where a job is. */
export type JobState =
  /** In the history alone. */
  | 'ENDED'
  /** Given up: an operator is to look. */
  | 'QUARANTINED'
  /** Failed, and waits for its next attempt. */
  | 'RETRYING'
  | 'RUNNING'
  /** Its time has not come. */
  | 'SCHEDULED'
  /** Due, and not begun. */
  | 'WAITING';

/** One lane of the queue. Over some 27,000 jobs the numbers are estimates, off by some hundredths. */
export type LaneSample = {
  /** Of these, those whose time has come. */
  due: Scalars['Int']['output'];
  lane: JobLane;
  /** For how long the oldest due job had been waiting. */
  oldestSeconds: Scalars['Float']['output'];
  running: Scalars['Int']['output'];
  /** Not begun. */
  waiting: Scalars['Int']['output'];
};

/** What is given up so that the rest goes on. */
export type LoadLevel =
  /** Photos are accepted, and processed some minutes later. */
  | 'CRITICAL'
  /** Explore and recommendations are off, and images are made with less effort. */
  | 'HIGH'
  | 'NORMAL';

/** A level that was set by hand. */
export type LoadOverride = {
  /** Null when the account has gone since, or it was not set over the API. */
  admin: Maybe<User>;
  level: LoadLevel;
  reason: Scalars['String']['output'];
  until: Scalars['DateTime']['output'];
};

/** One look at the system. */
export type LoadSample = {
  at: Scalars['DateTime']['output'];
  feedStaleRate: Scalars['Float']['output'];
  lanes: Array<LaneSample>;
  level: LoadLevel;
  load: Scalars['Float']['output'];
  qualityDebt: Scalars['Int']['output'];
  queueDepth: Scalars['Int']['output'];
  queueLevel: QueueLevel;
  wantedWorkers: Scalars['Int']['output'];
  workers: Scalars['Int']['output'];
};

export type Mutation = {
  /** Takes a job out of the queue, or has a running one end within some seconds; what it has done stays done. For admins. */
  cancelJob: CancelJobPayload;
  /** What is measured counts again. For admins. */
  clearLoadOverride: ClearLoadOverridePayload;
  /** Ends a job that was given up for good: it stays in the history, and out of the quarantine. For admins. */
  discardJob: DiscardJobPayload;
  /** `discardJob` for many: of a kind, or these. 500 at most, the oldest first. For admins. */
  discardJobs: DiscardJobsPayload;
  /** Sets the load level by hand, whatever is measured, until a time. For admins. */
  overrideLoad: OverrideLoadPayload;
  /** No job of this kind is begun any more; those that run end. For admins. */
  pauseJobs: PauseJobsPayload;
  /** Says what running a job would mean, without running it, and gives the token that `runJob` wants. For admins. */
  planJob: PlanJobPayload;
  /** Moves a waiting job to another lane. For admins. */
  reprioritizeJob: ReprioritizeJobPayload;
  /** Jobs of this kind are begun again. For admins. */
  resumeJobs: ResumeJobsPayload;
  /** Has a waiting job run now, with all its attempts, or one that was given up or cancelled run again. For admins. */
  retryJob: RetryJobPayload;
  /** `retryJob` for many that were given up: of a kind, or these. 500 at most, the oldest first. For admins. */
  retryJobs: RetryJobsPayload;
  /** Enqueues a job that was planned, once: the same token again answers the same job. For admins. */
  runJob: RunJobPayload;
};


export type MutationCancelJobArgs = {
  input: CancelJobInput;
};


export type MutationClearLoadOverrideArgs = {
  input: ClearLoadOverrideInput;
};


export type MutationDiscardJobArgs = {
  input: DiscardJobInput;
};


export type MutationDiscardJobsArgs = {
  input: DiscardJobsInput;
};


export type MutationOverrideLoadArgs = {
  input: OverrideLoadInput;
};


export type MutationPauseJobsArgs = {
  input: PauseJobsInput;
};


export type MutationPlanJobArgs = {
  input: PlanJobInput;
};


export type MutationReprioritizeJobArgs = {
  input: ReprioritizeJobInput;
};


export type MutationResumeJobsArgs = {
  input: ResumeJobsInput;
};


export type MutationRetryJobArgs = {
  input: RetryJobInput;
};


export type MutationRetryJobsArgs = {
  input: RetryJobsInput;
};


export type MutationRunJobArgs = {
  input: RunJobInput;
};

/** Anything with a global id, so that `node` can find it again. */
export type Node = {
  /** Opaque, and unique among all types. */
  id: Scalars['ID']['output'];
};

/** One act of an admin. */
export type OperatorAct = Node & {
  action: OperatorAction;
  /** Null when the account has gone since. */
  admin: Maybe<User>;
  createdAt: Scalars['DateTime']['output'];
  /** What else there is to know, as JSON. */
  detail: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** The job that it was about; null when it was about a kind of jobs. */
  jobId: Maybe<Scalars['ID']['output']>;
  /** Null when it was about no kind of job. */
  kind: Maybe<Scalars['String']['output']>;
  reason: Scalars['String']['output'];
  requestId: Scalars['String']['output'];
};

/** A page of acts. */
export type OperatorActConnection = {
  edges: Array<OperatorActEdge>;
  pageInfo: PageInfo;
};

/** One act in a page. */
export type OperatorActEdge = {
  cursor: Scalars['String']['output'];
  node: Maybe<OperatorAct>;
};

/** What an admin did. */
export type OperatorAction =
  | 'CANCEL_JOB'
  | 'CLEAR_LOAD_OVERRIDE'
  | 'DISCARD_JOB'
  | 'DISCARD_JOBS'
  | 'OVERRIDE_LOAD'
  | 'PAUSE_JOBS'
  | 'REPRIORITIZE_JOB'
  | 'RESUME_JOBS'
  | 'RETRY_JOB'
  | 'RETRY_JOBS'
  | 'RUN_JOB';

export type OverrideLoadInput = {
  level: LoadLevel;
  /** 1 to 1,440. */
  minutes: Scalars['Int']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `overrideLoad`. */
export type OverrideLoadPayload = {
  systemLoad: Maybe<SystemLoad>;
  userErrors: Array<UserError>;
};

/** Where a page ends, and whether there is more. */
export type PageInfo = {
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

export type PauseJobsInput = {
  kind: Scalars['String']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `pauseJobs`. */
export type PauseJobsPayload = {
  kind: Maybe<JobKind>;
  userErrors: Array<UserError>;
};

export type PlanJobInput = {
  /** The name of a kind of job. */
  kind: Scalars['String']['input'];
  /** As JSON; `{}` unless given. */
  payload?: Scalars['String']['input'];
};

/** Answer to `planJob`. */
export type PlanJobPayload = {
  plan: Maybe<JobPlan>;
  userErrors: Array<UserError>;
};

/** One process. */
export type ProcessLoad = {
  kind: Scalars['String']['output'];
  /** 0 to 1. */
  load: Scalars['Float']['output'];
  /** What it is made of, as JSON. */
  parts: Scalars['String']['output'];
  /** Its host, its kind and its process id. */
  process: Scalars['String']['output'];
  seenAt: Scalars['DateTime']['output'];
};

export type Query = {
  /** What a month costs with as many people, uploads and follows as there are: estimated, by list prices. Null before `measure_storage` ran. For admins. */
  costForecast: Maybe<CostForecast>;
  /** What it found before, the oldest first. For admins. */
  feedChecks: Array<FeedCheck>;
  /** What `check_feeds` found last: each minute it holds 100 feeds of active readers against the tables. Null before its first run. For admins. */
  feedHealth: Maybe<FeedCheck>;
  /** One kind of job, by its name; null when there is none. For admins. */
  jobKind: Maybe<JobKind>;
  /** Every kind of job, in the order in which a photo meets them. For admins. */
  jobKinds: Array<JobKind>;
  /** Runs that ended, the latest first. For admins. */
  jobRuns: JobRunConnection;
  /** What waits, runs or was given up, the latest first. Jobs that ended are in `jobRuns`. For admins. */
  jobs: JobConnection;
  /** What was measured, the oldest first: a look every few seconds, kept for a day. For admins. */
  loadSamples: Array<LoadSample>;
  /** What admins did here, the latest first. Nothing changes or deletes it. For admins. */
  operatorActs: OperatorActConnection;
  /** What was stored, the oldest day first. For admins. */
  storageDays: Array<StorageDay>;
  /** What lies in the object store and what it costs, as `measure_storage` counted it last; null before its first run. For admins. */
  storageReport: Maybe<StorageReport>;
  /** How loaded the system is, and what it does about it. For admins. */
  systemLoad: SystemLoad;
};


export type QueryFeedChecksArgs = {
  every?: Scalars['Int']['input'];
  hours?: Scalars['Int']['input'];
};


export type QueryJobKindArgs = {
  name: Scalars['String']['input'];
};


export type QueryJobRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  kind?: InputMaybe<Scalars['String']['input']>;
  outcome?: InputMaybe<JobOutcome>;
};


export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  kind?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<JobState>;
};


export type QueryLoadSamplesArgs = {
  every?: Scalars['Int']['input'];
  minutes?: Scalars['Int']['input'];
};


export type QueryOperatorActsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryStorageDaysArgs = {
  days?: Scalars['Int']['input'];
};

/** By the photos that wait for their renditions. */
export type QueueLevel =
  | 'CRITICAL'
  /** No placeholders either, and the least quality; made good later. */
  | 'EXTREME'
  /** Twice the workers, two sizes, less quality; made good later. */
  | 'FAST'
  | 'NORMAL'
  | 'WARN';

export type ReprioritizeJobInput = {
  jobId: Scalars['ID']['input'];
  lane: JobLane;
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `reprioritizeJob`. */
export type ReprioritizeJobPayload = {
  job: Maybe<Job>;
  userErrors: Array<UserError>;
};

export type ResumeJobsInput = {
  kind: Scalars['String']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `resumeJobs`. */
export type ResumeJobsPayload = {
  kind: Maybe<JobKind>;
  userErrors: Array<UserError>;
};

export type RetryJobInput = {
  jobId: Scalars['ID']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `retryJob`. */
export type RetryJobPayload = {
  /** The job that runs: another one where the first had ended. */
  job: Maybe<Job>;
  userErrors: Array<UserError>;
};

/** Either a kind or jobs. */
export type RetryJobsInput = {
  jobIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  kind?: InputMaybe<Scalars['String']['input']>;
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `retryJobs`. */
export type RetryJobsPayload = {
  /** How many were put back. */
  jobCount: Scalars['Int']['output'];
  /** How many of the kind, or of these, are still in quarantine. */
  leftCount: Scalars['Int']['output'];
  userErrors: Array<UserError>;
};

export type RunJobInput = {
  /** Of `planJob`. */
  confirmToken: Scalars['String']['input'];
  /** For the audit, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Answer to `runJob`. */
export type RunJobPayload = {
  job: Maybe<Job>;
  userErrors: Array<UserError>;
};

/** What was stored on a day, as the last look at it saw it. */
export type StorageDay = {
  bytes: Scalars['Float']['output'];
  /** Such as `2026-11-28`, in UTC. */
  day: Scalars['String']['output'];
  measuredAt: Scalars['DateTime']['output'];
  monthlyCost: Scalars['Float']['output'];
  objects: Scalars['Float']['output'];
};

/** How storage is paid less for. */
export type StorageOptimisation =
  /** Originals that the next runs of `tier_storage` move. */
  | 'DUE'
  /** Originals that were moved to colder tiers. */
  | 'TIERED';

/** Where a copy lies. */
export type StorageRegion =
  | 'BACKUP'
  | 'PRIMARY';

/** Everything stored, in both regions. Money is in US dollars. */
export type StorageReport = {
  bytes: Scalars['Float']['output'];
  /** Of copies that came within the last 30 days. */
  bytesIn30Days: Scalars['Float']['output'];
  /** If as much goes on coming. */
  bytesInAYear: Scalars['Float']['output'];
  measuredAt: Scalars['DateTime']['output'];
  monthlyCost: Scalars['Float']['output'];
  objects: Scalars['Float']['output'];
  parts: Array<StoredPart>;
  /** What was done to pay less, and what can be. */
  savings: Array<StorageSaving>;
  /** How much of the ledger was looked at, 0 to 1: below 1 the numbers are estimates. */
  share: Scalars['Float']['output'];
};

/** What an optimisation of storage saves, in US dollars. */
export type StorageSaving = {
  monthlyAfter: Scalars['Float']['output'];
  monthlyBefore: Scalars['Float']['output'];
  /** What the move costs once; 0 when it is done. */
  once: Scalars['Float']['output'];
  optimisation: StorageOptimisation;
};

/** A storage class of S3. */
export type StorageTier =
  /** Has to be thawed before it is read. */
  | 'GLACIER'
  | 'STANDARD'
  | 'STANDARD_IA';

/** Copies of one purpose, format and tier in one region. */
export type StoredPart = {
  bytes: Scalars['Float']['output'];
  /** As MIME type. */
  format: Scalars['String']['output'];
  monthlyCost: Scalars['Float']['output'];
  objects: Scalars['Float']['output'];
  /** What their keys begin with, such as `originals` or `renditions`. */
  purpose: Scalars['String']['output'];
  region: StorageRegion;
  tier: StorageTier;
};

/** The state of the whole system. */
export type SystemLoad = {
  /** Of the feeds that were looked at last, the share that lacks a post. */
  feedStaleRate: Scalars['Float']['output'];
  feedsCheckedAt: Maybe<Scalars['DateTime']['output']>;
  /** What waits and runs, as it was measured last; empty when nothing was yet. */
  lanes: Array<LaneSample>;
  /** What counts now. */
  level: LoadLevel;
  levelSince: Scalars['DateTime']['output'];
  /** 0 to 1: the highest mean of a kind of process, smoothed. */
  load: Scalars['Float']['output'];
  /** Null when nothing was measured yet. */
  measuredAt: Maybe<Scalars['DateTime']['output']>;
  /** What is measured; differs from `level` while it is overridden. */
  measuredLevel: LoadLevel;
  override: Maybe<LoadOverride>;
  /** Each process with what it says of itself. */
  processes: Array<ProcessLoad>;
  /** Photos that were made with less quality than they are to have. */
  qualityDebt: Scalars['Int']['output'];
  /** Photos that wait for their renditions. */
  queueDepth: Scalars['Int']['output'];
  queueLevel: QueueLevel;
  queueLevelSince: Scalars['DateTime']['output'];
  /** How many workers the queue asks for. */
  wantedWorkers: Scalars['Int']['output'];
  workers: Scalars['Int']['output'];
};

export type User = {
  id: Scalars['ID']['output'];
};

/** Something in the input that the client can put right. */
export type UserError = {
  code: UserErrorCode;
  /** Path of the field in `input`, or null when it is about the whole. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** For people, in English. */
  message: Scalars['String']['output'];
};

/** Every reason for a user error. */
export type UserErrorCode =
  /** A value is malformed, too long or too short. */
  | 'INVALID'
  /** There is no such kind of job. */
  | 'JOB_KIND_NOT_FOUND'
  /** There is no such job, or it has ended. */
  | 'JOB_NOT_FOUND'
  /** It is running just now. */
  | 'JOB_RUNNING'
  /** The token is not one of this admin's, or its five minutes are over: plan again. */
  | 'PLAN_EXPIRED';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Job: Job;
  JobRun: JobRun;
  OperatorAct: OperatorAct;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Job:
    ( { __typename: 'Job' }
    & GraphQLRecursivePick<FederationTypes['Job'], {"id":true}> );
  JobRun:
    ( { __typename: 'JobRun' }
    & GraphQLRecursivePick<FederationTypes['JobRun'], {"id":true}> );
  OperatorAct:
    ( { __typename: 'OperatorAct' }
    & GraphQLRecursivePick<FederationTypes['OperatorAct'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( JobParent )
    | ( JobRunParent )
    | ( OperatorActParent )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CancelJobInput: CancelJobInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CancelJobPayload: ResolverTypeWrapper<Omit<CancelJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  ClearLoadOverrideInput: ClearLoadOverrideInput;
  ClearLoadOverridePayload: ResolverTypeWrapper<Omit<ClearLoadOverridePayload, 'systemLoad'> & { systemLoad?: Maybe<ResolversTypes['SystemLoad']> }>;
  CostDriver: CostDriver;
  CostForecast: ResolverTypeWrapper<CostForecast>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CostOptimisation: CostOptimisation;
  CostSaving: ResolverTypeWrapper<CostSaving>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DiscardJobInput: DiscardJobInput;
  DiscardJobPayload: ResolverTypeWrapper<Omit<DiscardJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  DiscardJobsInput: DiscardJobsInput;
  DiscardJobsPayload: ResolverTypeWrapper<DiscardJobsPayload>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  DriverCost: ResolverTypeWrapper<DriverCost>;
  FeedCheck: ResolverTypeWrapper<FeedCheck>;
  Job: ResolverTypeWrapper<JobParent>;
  JobConnection: ResolverTypeWrapper<Omit<JobConnection, 'edges'> & { edges: Array<ResolversTypes['JobEdge']> }>;
  JobEdge: ResolverTypeWrapper<Omit<JobEdge, 'node'> & { node?: Maybe<ResolversTypes['Job']> }>;
  JobKind: ResolverTypeWrapper<JobKindParent>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  JobLane: JobLane;
  JobOutcome: JobOutcome;
  JobPayloadField: ResolverTypeWrapper<JobPayloadField>;
  JobPlan: ResolverTypeWrapper<JobPlan>;
  JobPlanAmount: ResolverTypeWrapper<JobPlanAmount>;
  JobProgress: ResolverTypeWrapper<JobProgress>;
  JobRun: ResolverTypeWrapper<JobRunParent>;
  JobRunConnection: ResolverTypeWrapper<Omit<JobRunConnection, 'edges'> & { edges: Array<ResolversTypes['JobRunEdge']> }>;
  JobRunEdge: ResolverTypeWrapper<Omit<JobRunEdge, 'node'> & { node?: Maybe<ResolversTypes['JobRun']> }>;
  JobState: JobState;
  LaneSample: ResolverTypeWrapper<LaneSample>;
  LoadLevel: LoadLevel;
  LoadOverride: ResolverTypeWrapper<Omit<LoadOverride, 'admin'> & { admin?: Maybe<ResolversTypes['User']> }>;
  LoadSample: ResolverTypeWrapper<LoadSample>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OperatorAct: ResolverTypeWrapper<OperatorActParent>;
  OperatorActConnection: ResolverTypeWrapper<Omit<OperatorActConnection, 'edges'> & { edges: Array<ResolversTypes['OperatorActEdge']> }>;
  OperatorActEdge: ResolverTypeWrapper<Omit<OperatorActEdge, 'node'> & { node?: Maybe<ResolversTypes['OperatorAct']> }>;
  OperatorAction: OperatorAction;
  OverrideLoadInput: OverrideLoadInput;
  OverrideLoadPayload: ResolverTypeWrapper<Omit<OverrideLoadPayload, 'systemLoad'> & { systemLoad?: Maybe<ResolversTypes['SystemLoad']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PauseJobsInput: PauseJobsInput;
  PauseJobsPayload: ResolverTypeWrapper<Omit<PauseJobsPayload, 'kind'> & { kind?: Maybe<ResolversTypes['JobKind']> }>;
  PlanJobInput: PlanJobInput;
  PlanJobPayload: ResolverTypeWrapper<PlanJobPayload>;
  ProcessLoad: ResolverTypeWrapper<ProcessLoad>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueueLevel: QueueLevel;
  ReprioritizeJobInput: ReprioritizeJobInput;
  ReprioritizeJobPayload: ResolverTypeWrapper<Omit<ReprioritizeJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  ResumeJobsInput: ResumeJobsInput;
  ResumeJobsPayload: ResolverTypeWrapper<Omit<ResumeJobsPayload, 'kind'> & { kind?: Maybe<ResolversTypes['JobKind']> }>;
  RetryJobInput: RetryJobInput;
  RetryJobPayload: ResolverTypeWrapper<Omit<RetryJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  RetryJobsInput: RetryJobsInput;
  RetryJobsPayload: ResolverTypeWrapper<RetryJobsPayload>;
  RunJobInput: RunJobInput;
  RunJobPayload: ResolverTypeWrapper<Omit<RunJobPayload, 'job'> & { job?: Maybe<ResolversTypes['Job']> }>;
  StorageDay: ResolverTypeWrapper<StorageDay>;
  StorageOptimisation: StorageOptimisation;
  StorageRegion: StorageRegion;
  StorageReport: ResolverTypeWrapper<StorageReport>;
  StorageSaving: ResolverTypeWrapper<StorageSaving>;
  StorageTier: StorageTier;
  StoredPart: ResolverTypeWrapper<StoredPart>;
  SystemLoad: ResolverTypeWrapper<Omit<SystemLoad, 'override'> & { override?: Maybe<ResolversTypes['LoadOverride']> }>;
  User: ResolverTypeWrapper<UserParent>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CancelJobInput: CancelJobInput;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  CancelJobPayload: Omit<CancelJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  ClearLoadOverrideInput: ClearLoadOverrideInput;
  ClearLoadOverridePayload: Omit<ClearLoadOverridePayload, 'systemLoad'> & { systemLoad?: Maybe<ResolversParentTypes['SystemLoad']> };
  CostForecast: CostForecast;
  Float: Scalars['Float']['output'];
  CostSaving: CostSaving;
  DateTime: Scalars['DateTime']['output'];
  DiscardJobInput: DiscardJobInput;
  DiscardJobPayload: Omit<DiscardJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  DiscardJobsInput: DiscardJobsInput;
  DiscardJobsPayload: DiscardJobsPayload;
  Int: Scalars['Int']['output'];
  DriverCost: DriverCost;
  FeedCheck: FeedCheck;
  Job: JobParent;
  JobConnection: Omit<JobConnection, 'edges'> & { edges: Array<ResolversParentTypes['JobEdge']> };
  JobEdge: Omit<JobEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Job']> };
  JobKind: JobKindParent;
  Boolean: Scalars['Boolean']['output'];
  JobPayloadField: JobPayloadField;
  JobPlan: JobPlan;
  JobPlanAmount: JobPlanAmount;
  JobProgress: JobProgress;
  JobRun: JobRunParent;
  JobRunConnection: Omit<JobRunConnection, 'edges'> & { edges: Array<ResolversParentTypes['JobRunEdge']> };
  JobRunEdge: Omit<JobRunEdge, 'node'> & { node?: Maybe<ResolversParentTypes['JobRun']> };
  LaneSample: LaneSample;
  LoadOverride: Omit<LoadOverride, 'admin'> & { admin?: Maybe<ResolversParentTypes['User']> };
  LoadSample: LoadSample;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OperatorAct: OperatorActParent;
  OperatorActConnection: Omit<OperatorActConnection, 'edges'> & { edges: Array<ResolversParentTypes['OperatorActEdge']> };
  OperatorActEdge: Omit<OperatorActEdge, 'node'> & { node?: Maybe<ResolversParentTypes['OperatorAct']> };
  OverrideLoadInput: OverrideLoadInput;
  OverrideLoadPayload: Omit<OverrideLoadPayload, 'systemLoad'> & { systemLoad?: Maybe<ResolversParentTypes['SystemLoad']> };
  PageInfo: PageInfo;
  PauseJobsInput: PauseJobsInput;
  PauseJobsPayload: Omit<PauseJobsPayload, 'kind'> & { kind?: Maybe<ResolversParentTypes['JobKind']> };
  PlanJobInput: PlanJobInput;
  PlanJobPayload: PlanJobPayload;
  ProcessLoad: ProcessLoad;
  Query: Record<PropertyKey, never>;
  ReprioritizeJobInput: ReprioritizeJobInput;
  ReprioritizeJobPayload: Omit<ReprioritizeJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  ResumeJobsInput: ResumeJobsInput;
  ResumeJobsPayload: Omit<ResumeJobsPayload, 'kind'> & { kind?: Maybe<ResolversParentTypes['JobKind']> };
  RetryJobInput: RetryJobInput;
  RetryJobPayload: Omit<RetryJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  RetryJobsInput: RetryJobsInput;
  RetryJobsPayload: RetryJobsPayload;
  RunJobInput: RunJobInput;
  RunJobPayload: Omit<RunJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['Job']> };
  StorageDay: StorageDay;
  StorageReport: StorageReport;
  StorageSaving: StorageSaving;
  StoredPart: StoredPart;
  SystemLoad: Omit<SystemLoad, 'override'> & { override?: Maybe<ResolversParentTypes['LoadOverride']> };
  User: UserParent;
  UserError: UserError;
};

export type CancelJobPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['CancelJobPayload'] = ResolversParentTypes['CancelJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ClearLoadOverridePayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['ClearLoadOverridePayload'] = ResolversParentTypes['ClearLoadOverridePayload']> = {
  systemLoad?: Resolver<Maybe<ResolversTypes['SystemLoad']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CostForecastResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['CostForecast'] = ResolversParentTypes['CostForecast']> = {
  after?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  drivers?: Resolver<Array<ResolversTypes['DriverCost']>, ParentType, ContextType>;
  followsAPerson?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  imagesAPerson?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  likesAPost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  months?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  originalBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  requestsAPerson?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  savings?: Resolver<Array<ResolversTypes['CostSaving']>, ParentType, ContextType>;
  uploadsADay?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CostSavingResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['CostSaving'] = ResolversParentTypes['CostSaving']> = {
  after?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  optimisation?: Resolver<ResolversTypes['CostOptimisation'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DiscardJobPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['DiscardJobPayload'] = ResolversParentTypes['DiscardJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DiscardJobsPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['DiscardJobsPayload'] = ResolversParentTypes['DiscardJobsPayload']> = {
  jobCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  leftCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DriverCostResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['DriverCost'] = ResolversParentTypes['DriverCost']> = {
  after?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  driver?: Resolver<ResolversTypes['CostDriver'], ParentType, ContextType>;
};

export type FeedCheckResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['FeedCheck'] = ResolversParentTypes['FeedCheck']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  checked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  empty?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  extra?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  staleRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type JobResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job'], FederationReferenceType extends FederationReferenceTypes['Job'] = FederationReferenceTypes['Job']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Job']> | FederationReferenceType, FederationReferenceType, ContextType>;
  askedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lane?: Resolver<Maybe<ResolversTypes['JobLane']>, ParentType, ContextType>;
  maxAttempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  quarantineCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  runs?: Resolver<Array<ResolversTypes['JobRun']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobState'], ParentType, ContextType>;
  worker?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type JobKindResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobKind'] = ResolversParentTypes['JobKind']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isPaused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lane?: Resolver<ResolversTypes['JobLane'], ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['JobRun']>, ParentType, ContextType>;
  maxAttempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestDueSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  payloadFields?: Resolver<Array<ResolversTypes['JobPayloadField']>, ParentType, ContextType>;
  quarantinedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resumes?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  runningCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  schedule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scheduledCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeLimitSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobPayloadFieldResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobPayloadField'] = ResolversParentTypes['JobPayloadField']> = {
  isRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobPlanResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobPlan'] = ResolversParentTypes['JobPlan']> = {
  confirmToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  estimatedSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  touches?: Resolver<Maybe<ResolversTypes['JobPlanAmount']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobPlanAmountResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobPlanAmount'] = ResolversParentTypes['JobPlanAmount']> = {
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isAtLeast?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobProgressResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobProgress'] = ResolversParentTypes['JobProgress']> = {
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type JobRunResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobRun'] = ResolversParentTypes['JobRun'], FederationReferenceType extends FederationReferenceTypes['JobRun'] = FederationReferenceTypes['JobRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['JobRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  askedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['JobOutcome'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  worker?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobRunConnectionResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobRunConnection'] = ResolversParentTypes['JobRunConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JobRunEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JobRunEdgeResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['JobRunEdge'] = ResolversParentTypes['JobRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['JobRun']>, ParentType, ContextType>;
};

export type LaneSampleResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['LaneSample'] = ResolversParentTypes['LaneSample']> = {
  due?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lane?: Resolver<ResolversTypes['JobLane'], ParentType, ContextType>;
  oldestSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LoadOverrideResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['LoadOverride'] = ResolversParentTypes['LoadOverride']> = {
  admin?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['LoadLevel'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type LoadSampleResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['LoadSample'] = ResolversParentTypes['LoadSample']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  feedStaleRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lanes?: Resolver<Array<ResolversTypes['LaneSample']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['LoadLevel'], ParentType, ContextType>;
  load?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  qualityDebt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queueDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queueLevel?: Resolver<ResolversTypes['QueueLevel'], ParentType, ContextType>;
  wantedWorkers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelJob?: Resolver<ResolversTypes['CancelJobPayload'], ParentType, ContextType, RequireFields<MutationCancelJobArgs, 'input'>>;
  clearLoadOverride?: Resolver<ResolversTypes['ClearLoadOverridePayload'], ParentType, ContextType, RequireFields<MutationClearLoadOverrideArgs, 'input'>>;
  discardJob?: Resolver<ResolversTypes['DiscardJobPayload'], ParentType, ContextType, RequireFields<MutationDiscardJobArgs, 'input'>>;
  discardJobs?: Resolver<ResolversTypes['DiscardJobsPayload'], ParentType, ContextType, RequireFields<MutationDiscardJobsArgs, 'input'>>;
  overrideLoad?: Resolver<ResolversTypes['OverrideLoadPayload'], ParentType, ContextType, RequireFields<MutationOverrideLoadArgs, 'input'>>;
  pauseJobs?: Resolver<ResolversTypes['PauseJobsPayload'], ParentType, ContextType, RequireFields<MutationPauseJobsArgs, 'input'>>;
  planJob?: Resolver<ResolversTypes['PlanJobPayload'], ParentType, ContextType, RequireFields<MutationPlanJobArgs, 'input'>>;
  reprioritizeJob?: Resolver<ResolversTypes['ReprioritizeJobPayload'], ParentType, ContextType, RequireFields<MutationReprioritizeJobArgs, 'input'>>;
  resumeJobs?: Resolver<ResolversTypes['ResumeJobsPayload'], ParentType, ContextType, RequireFields<MutationResumeJobsArgs, 'input'>>;
  retryJob?: Resolver<ResolversTypes['RetryJobPayload'], ParentType, ContextType, RequireFields<MutationRetryJobArgs, 'input'>>;
  retryJobs?: Resolver<ResolversTypes['RetryJobsPayload'], ParentType, ContextType, RequireFields<MutationRetryJobsArgs, 'input'>>;
  runJob?: Resolver<ResolversTypes['RunJobPayload'], ParentType, ContextType, RequireFields<MutationRunJobArgs, 'input'>>;
};

export type NodeResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Job' | 'JobRun' | 'OperatorAct', ParentType, ContextType>;
};

export type OperatorActResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['OperatorAct'] = ResolversParentTypes['OperatorAct'], FederationReferenceType extends FederationReferenceTypes['OperatorAct'] = FederationReferenceTypes['OperatorAct']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OperatorAct']> | FederationReferenceType, FederationReferenceType, ContextType>;
  action?: Resolver<ResolversTypes['OperatorAction'], ParentType, ContextType>;
  admin?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OperatorActConnectionResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['OperatorActConnection'] = ResolversParentTypes['OperatorActConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OperatorActEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OperatorActEdgeResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['OperatorActEdge'] = ResolversParentTypes['OperatorActEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['OperatorAct']>, ParentType, ContextType>;
};

export type OverrideLoadPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['OverrideLoadPayload'] = ResolversParentTypes['OverrideLoadPayload']> = {
  systemLoad?: Resolver<Maybe<ResolversTypes['SystemLoad']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PauseJobsPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['PauseJobsPayload'] = ResolversParentTypes['PauseJobsPayload']> = {
  kind?: Resolver<Maybe<ResolversTypes['JobKind']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PlanJobPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['PlanJobPayload'] = ResolversParentTypes['PlanJobPayload']> = {
  plan?: Resolver<Maybe<ResolversTypes['JobPlan']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ProcessLoadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['ProcessLoad'] = ResolversParentTypes['ProcessLoad']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  load?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  parts?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  seenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  costForecast?: Resolver<Maybe<ResolversTypes['CostForecast']>, ParentType, ContextType>;
  feedChecks?: Resolver<Array<ResolversTypes['FeedCheck']>, ParentType, ContextType, RequireFields<QueryFeedChecksArgs, 'every' | 'hours'>>;
  feedHealth?: Resolver<Maybe<ResolversTypes['FeedCheck']>, ParentType, ContextType>;
  jobKind?: Resolver<Maybe<ResolversTypes['JobKind']>, ParentType, ContextType, RequireFields<QueryJobKindArgs, 'name'>>;
  jobKinds?: Resolver<Array<ResolversTypes['JobKind']>, ParentType, ContextType>;
  jobRuns?: Resolver<ResolversTypes['JobRunConnection'], ParentType, ContextType, RequireFields<QueryJobRunsArgs, 'first'>>;
  jobs?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, RequireFields<QueryJobsArgs, 'first'>>;
  loadSamples?: Resolver<Array<ResolversTypes['LoadSample']>, ParentType, ContextType, RequireFields<QueryLoadSamplesArgs, 'every' | 'minutes'>>;
  operatorActs?: Resolver<ResolversTypes['OperatorActConnection'], ParentType, ContextType, RequireFields<QueryOperatorActsArgs, 'first'>>;
  storageDays?: Resolver<Array<ResolversTypes['StorageDay']>, ParentType, ContextType, RequireFields<QueryStorageDaysArgs, 'days'>>;
  storageReport?: Resolver<Maybe<ResolversTypes['StorageReport']>, ParentType, ContextType>;
  systemLoad?: Resolver<ResolversTypes['SystemLoad'], ParentType, ContextType>;
};

export type ReprioritizeJobPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['ReprioritizeJobPayload'] = ResolversParentTypes['ReprioritizeJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResumeJobsPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['ResumeJobsPayload'] = ResolversParentTypes['ResumeJobsPayload']> = {
  kind?: Resolver<Maybe<ResolversTypes['JobKind']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RetryJobPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['RetryJobPayload'] = ResolversParentTypes['RetryJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RetryJobsPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['RetryJobsPayload'] = ResolversParentTypes['RetryJobsPayload']> = {
  jobCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  leftCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RunJobPayloadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['RunJobPayload'] = ResolversParentTypes['RunJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type StorageDayResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['StorageDay'] = ResolversParentTypes['StorageDay']> = {
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  measuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  monthlyCost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  objects?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type StorageReportResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['StorageReport'] = ResolversParentTypes['StorageReport']> = {
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  bytesIn30Days?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  bytesInAYear?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  measuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  monthlyCost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  objects?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  parts?: Resolver<Array<ResolversTypes['StoredPart']>, ParentType, ContextType>;
  savings?: Resolver<Array<ResolversTypes['StorageSaving']>, ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type StorageSavingResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['StorageSaving'] = ResolversParentTypes['StorageSaving']> = {
  monthlyAfter?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  monthlyBefore?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  once?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  optimisation?: Resolver<ResolversTypes['StorageOptimisation'], ParentType, ContextType>;
};

export type StoredPartResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['StoredPart'] = ResolversParentTypes['StoredPart']> = {
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  monthlyCost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  objects?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<ResolversTypes['StorageRegion'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['StorageTier'], ParentType, ContextType>;
};

export type SystemLoadResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['SystemLoad'] = ResolversParentTypes['SystemLoad']> = {
  feedStaleRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  feedsCheckedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lanes?: Resolver<Array<ResolversTypes['LaneSample']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['LoadLevel'], ParentType, ContextType>;
  levelSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  load?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  measuredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  measuredLevel?: Resolver<ResolversTypes['LoadLevel'], ParentType, ContextType>;
  override?: Resolver<Maybe<ResolversTypes['LoadOverride']>, ParentType, ContextType>;
  processes?: Resolver<Array<ResolversTypes['ProcessLoad']>, ParentType, ContextType>;
  qualityDebt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queueDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queueLevel?: Resolver<ResolversTypes['QueueLevel'], ParentType, ContextType>;
  queueLevelSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  wantedWorkers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = JobsContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = JobsContext> = {
  CancelJobPayload?: CancelJobPayloadResolvers<ContextType>;
  ClearLoadOverridePayload?: ClearLoadOverridePayloadResolvers<ContextType>;
  CostForecast?: CostForecastResolvers<ContextType>;
  CostSaving?: CostSavingResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DiscardJobPayload?: DiscardJobPayloadResolvers<ContextType>;
  DiscardJobsPayload?: DiscardJobsPayloadResolvers<ContextType>;
  DriverCost?: DriverCostResolvers<ContextType>;
  FeedCheck?: FeedCheckResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobKind?: JobKindResolvers<ContextType>;
  JobPayloadField?: JobPayloadFieldResolvers<ContextType>;
  JobPlan?: JobPlanResolvers<ContextType>;
  JobPlanAmount?: JobPlanAmountResolvers<ContextType>;
  JobProgress?: JobProgressResolvers<ContextType>;
  JobRun?: JobRunResolvers<ContextType>;
  JobRunConnection?: JobRunConnectionResolvers<ContextType>;
  JobRunEdge?: JobRunEdgeResolvers<ContextType>;
  LaneSample?: LaneSampleResolvers<ContextType>;
  LoadOverride?: LoadOverrideResolvers<ContextType>;
  LoadSample?: LoadSampleResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OperatorAct?: OperatorActResolvers<ContextType>;
  OperatorActConnection?: OperatorActConnectionResolvers<ContextType>;
  OperatorActEdge?: OperatorActEdgeResolvers<ContextType>;
  OverrideLoadPayload?: OverrideLoadPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PauseJobsPayload?: PauseJobsPayloadResolvers<ContextType>;
  PlanJobPayload?: PlanJobPayloadResolvers<ContextType>;
  ProcessLoad?: ProcessLoadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReprioritizeJobPayload?: ReprioritizeJobPayloadResolvers<ContextType>;
  ResumeJobsPayload?: ResumeJobsPayloadResolvers<ContextType>;
  RetryJobPayload?: RetryJobPayloadResolvers<ContextType>;
  RetryJobsPayload?: RetryJobsPayloadResolvers<ContextType>;
  RunJobPayload?: RunJobPayloadResolvers<ContextType>;
  StorageDay?: StorageDayResolvers<ContextType>;
  StorageReport?: StorageReportResolvers<ContextType>;
  StorageSaving?: StorageSavingResolvers<ContextType>;
  StoredPart?: StoredPartResolvers<ContextType>;
  SystemLoad?: SystemLoadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

