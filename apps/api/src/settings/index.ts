export { loadSettings } from './load-settings.js';
export { Settings, SETTINGS } from './settings.js';
