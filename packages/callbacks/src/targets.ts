/** The target policy without the HTTP client, because reading the settings must not load it. */
export { allowsLiteral } from './guarded-lookup.js';
export { targetPolicy, type TargetPolicy } from './target-policy.js';
