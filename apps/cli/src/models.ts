import { command } from './client.js';
import { manageModels } from './manage-models.js';

// npm run models
await command(manageModels);
