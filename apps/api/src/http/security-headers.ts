import helmet from 'helmet';

/**
 * The headers that keep a browser from harm. Swagger UI needs its own scripts and inline styles, and no more; whether the
 * world outside speaks HTTPS is for the proxy to say, so nothing here upgrades to it.
 */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
});
