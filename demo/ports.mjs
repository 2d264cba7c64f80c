import { createServer } from 'node:net';

/** An environment variable as a port. @throws Error that names the variable. */
export const portFrom = (name, fallback) => {
  const port = Number(process.env[name] || fallback);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`${name}=${process.env[name]} is not a port. Choose a number from 1 to 65535.`);
};

const canListen = (port, host) =>
  new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 cannot have the port taken there.
    probe.once('error', ({ code }) => resolve(code !== 'EADDRINUSE'));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** @throws Error that says which port is taken and how to choose another. */
export const requireFree = async (port, variable, what) => {
  // Both, because "localhost" may mean either.
  const free = (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
  if (free) return;
  throw new Error(
    `Port ${port}, which ${what} needs, is already in use.\n` +
      `Stop what runs there, or choose another port: ${variable}=${port + 1} npm run demo`,
  );
};
