/** The name under which the holder of API_TOKEN acts; API_TOKENS names the others. */
export const API_TOKEN_HOLDER = 'api';

/** The name in records while no token is set, so that callers on this machine have no names. */
export const LOCAL_CALLER = 'local';
