import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of callbacks that accepts every event. It reports its port, and its number of events when asked. */
let events = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    events++;
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => process.send?.(events));
// The bench ended, or failed.
process.on('disconnect', () => process.exit());
