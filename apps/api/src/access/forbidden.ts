/** Why a request is answered 403, in words for the operator of a gateway or a sender. */
export const FORBIDDEN = {
  foreignPage: 'The request comes from a web page of another site. ALLOWED_ORIGINS names the origins of allowed pages',
  notLocal:
    'No token is set, so management calls answer only to local requests, neither through a gateway nor to other pages',
} as const;
