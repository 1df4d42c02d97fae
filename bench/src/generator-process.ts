import { closedLoop } from './closed-loop.js';
import type { Load, LoadMessage } from './load.js';
import { openLoop } from './open-loop.js';

const report = (message: LoadMessage): void => void process.send?.(message);

async function run(load: Load): Promise<void> {
  const onWindow = (kind: 'begun' | 'ended') => report({ kind });
  const { rate } = load;
  const measured = await (rate === undefined ? closedLoop(load, onWindow) : openLoop({ ...load, rate }, onWindow));
  report({ kind: 'measured', ...measured });
}

process.on(
  'message',
  (load: Load) =>
    void run(load).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    }),
);
// The bench ended, or failed.
process.on('disconnect', () => process.exit());
