export { HttpCallbackSender, type SenderSettings } from './http-callback-sender.js';
export { EVERY_NETWORK, targetPolicy, type TargetPolicy } from './target-policy.js';
export { allowsLiteral, type Resolve } from './guarded-lookup.js';
export { LIMITS, type Limits } from './post.js';
export { AesSecretBox, secretKey } from './secret-box.js';
