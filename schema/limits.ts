/** Bytes of one upload, promised to the post subgraph and sent to the media door; both have it as `MAX_UPLOAD_BYTES`. The largest phone photos have half of it. */
export const defaultMaxUploadBytes = 50_000_000

/** Days that a deleted post can still be restored (R4.2); the post subgraph and the worker have it as `DELETED_POST_DAYS`. */
export const defaultDeletedPostDays = 30

/** Days that a data export can be fetched; the worker has it as `EXPORT_DAYS`. */
export const defaultExportDays = 7

/** Days that a deleted account can still be restored; the user subgraph and the worker have it as `DELETED_ACCOUNT_DAYS`. */
export const defaultDeletedAccountDays = 30

/**
 * Minutes until an archived original can be read again; post, media and the worker have it as `THAW_MINUTES`. Standard retrievals
 * from S3 Glacier Flexible Retrieval "typically finish within 3-5 hours" (S3 User Guide, "Understanding archive retrieval options").
 */
export const defaultThawMinutes = 300
/** Milliseconds from a session's access token to its end: issued so by the user subgraph, believed no longer by the gateway. */
export const accessTokenLifetimeMs = 15 * 60_000
