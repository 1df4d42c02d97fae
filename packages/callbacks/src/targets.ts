/** Who may be called, without what calls them: settings are read before anything else is loaded. */
export { allowsLiteral } from './guarded-lookup.js';
export { targetPolicy, type TargetPolicy } from './target-policy.js';
