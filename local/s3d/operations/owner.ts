/** The one account there is. S3's ids are 64 hex digits. */
export const OWNER = { ID: '73336400'.repeat(8), DisplayName: 's3d' }
