/** Asks again and again, while somebody looks. */
export const lookOften = (everyMs: number) => ({ pollInterval: everyMs, skipPollAttempt: () => document.hidden })
