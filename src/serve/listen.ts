import type { Server } from 'node:http';

/** So many ports after the one that was wanted are tried. */
const mostTries = 20;

/**
 * Has a server listen at a port, or at the next one that no other program has; at port 0 at any.
 * @returns the port
 * @throws what the machine says when none can be had
 */
export async function listen(server: Server, wanted: number, host: string): Promise<number> {
  for (let port = wanted; ; port = port === 65_535 ? 0 : port + 1) {
    try {
      return await listenAt(server, port, host);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port - wanted >= mostTries) throw error;
    }
  }
}

function listenAt(server: Server, port: number, host: string): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Ends a server, and what still asks it. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
