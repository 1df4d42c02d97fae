/** The share of its saturation that a service should bear without queues. */
export const SHARE = 0.7;

/** The two choices of a rate, as the tables name them. */
export const OWN_RATE = `each at ${SHARE} of its saturation`;
export const SAME_RATE = `all at ${SHARE} of the slowest`;
