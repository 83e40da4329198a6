import type { Alert } from './alert.ts'
import { jobAlerts } from './job-alerts.ts'
import { processAlerts } from './process-alerts.ts'
import { readerAlerts } from './reader-alerts.ts'
import { storeAlerts } from './store-alerts.ts'

/** Every alert, by its name. */
export const alerts: Record<string, Alert> = { ...readerAlerts, ...jobAlerts, ...processAlerts, ...storeAlerts }
