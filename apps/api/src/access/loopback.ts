const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Whether a host name or address is a loopback one. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** The host in a Host header, without the port. */
export const hostOf = (header = ''): string => header.replace(/:\d*$/, '');
