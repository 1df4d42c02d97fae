import { command } from './client.js';
import { replayAssessments } from './replay-assessments.js';

// npm run replay
await command(replayAssessments);
