export { JsonBuilder } from './json-builder.js';
export { JsonScanner, type ScanListener } from './json-scanner.js';
export { malformedAt, notUtf8At, tooDeepAt, unreadableAt, formatPosition, type TextPosition } from './malformed.js';
