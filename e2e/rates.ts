/** A journey acts faster than people do, and everybody in it comes from one address: it is counted, and never refused. */
export const generousRates = {
  REQUESTS_PER_ADDRESS: '1000000',
  REQUESTS_PER_VIEWER: '1000000',
  SIGN_INS_PER_ADDRESS: '1000000',
  SIGN_INS_PER_LOGIN: '1000000',
  SIGN_UPS_PER_ADDRESS: '1000000',
}

/** The machine of a journey may be as busy as it likes: no level follows from that. */
export const noLoadLevels = { LOAD_HIGH: '2', LOAD_HIGH_LOW: '2', LOAD_CRITICAL: '2', LOAD_CRITICAL_LOW: '2' }

/** What is served in a journey is what the stores hold. */
export const noImageMemory = { IMAGE_MEMORY_BYTES: '0' }
