/** A journey acts faster than people do, and everybody in it comes from one address: it is counted, and never refused. */
export const generousRates = {
  REQUESTS_PER_ADDRESS: '1000000',
  REQUESTS_PER_VIEWER: '1000000',
  SIGN_INS_PER_ADDRESS: '1000000',
  SIGN_INS_PER_LOGIN: '1000000',
  SIGN_UPS_PER_ADDRESS: '1000000',
}
