// A loopback HTTP server that counts what it is sent and forgets it. Prints `ready <address>`; ends
// with its standard input. A PUT is answered as TikTok does: 206, and 201 after the last byte.
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

const server = createServer((request, response) => {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '');
  const [first = 0, last = 0, total = 0] = range?.slice(1).map(Number) ?? [];
  let bytes = 0;
  request.on('data', (piece: Buffer) => (bytes += piece.length));
  request.on('end', () => {
    const isWhole = range !== null && bytes === last - first + 1;
    const status = !isWhole ? 400 : last === total - 1 ? 201 : 206;
    response.writeHead(status, { 'content-range': `bytes 0-${last + 1}/${total}` }).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.stdin.on('end', () => process.exit(0)).resume();
